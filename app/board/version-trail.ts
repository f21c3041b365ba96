/**
 * What was changed and taken back is as it was, under a later version: an earlier change of the same ticket can then be taken
 * back as well. Anything that somebody else did in between makes the versions differ, and refuses it.
 */
export type VersionTrail = {
  /** The ticket is at `to` what it was at `from`. */
  join: (ticketId: string, from: number, to: number) => void
  /** The latest version at which the ticket is what it was at this one. */
  follow: (ticketId: string, version: number) => number
}

export function createVersionTrail(): VersionTrail {
  const joined = new Map<string, number>()
  return {
    join: (ticketId, from, to) => {
      joined.set(`${ticketId} ${from}`, to)
    },
    follow: (ticketId, version) => {
      let latest = version
      for (;;) {
        const next = joined.get(`${ticketId} ${latest}`)
        if (next === undefined || next <= latest) return latest
        latest = next
      }
    },
  }
}
