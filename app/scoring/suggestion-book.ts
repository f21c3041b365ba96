import { mostSuggestions, type SuggestionAnswer } from '#contract/wire.ts'
import type { Suggestion } from '#domain/scoring/suggestion.ts'

/** Whom the engine would send to the waiting tickets on the screen; the others are not asked about. */
export type SuggestionBook = {
  /** Somebody looks at the ticket, until the returned function is called. */
  want: (ticketId: string) => () => void
  /** Null while nothing is known. */
  find: (ticketId: string) => Suggestion | null
  subscribe: (listener: () => void) => () => void
  /** Asks only while it is active, and knows nothing else. */
  setActive: (isActive: boolean) => void
  /** The tickets may have changed: what was said of another version is forgotten, and asked anew. */
  takeVersions: (versionOf: (ticketId: string) => number | undefined) => void
  close: () => void
}

/** Positions and loads change all the time without a change of the ticket. */
const askAgainMs = 3_000
/** Cards come onto the screen by the dozen. */
const joinMs = 30

export function createSuggestionBook(
  ask: (ticketIds: readonly string[]) => Promise<SuggestionAnswer>,
): SuggestionBook {
  const wanted = new Map<string, number>()
  const listeners = new Set<() => void>()
  let known: ReadonlyMap<string, Suggestion> = new Map()
  let isActive = false
  let isAsking = false
  /** Something was wanted while a question was under way. */
  let missed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const mayKnow = () => isActive

  const replace = (next: ReadonlyMap<string, Suggestion>) => {
    known = next
    for (const listener of listeners) listener()
  }

  const askNow = async () => {
    // The last to come are the ones that are looked at now.
    const ticketIds = [...wanted.keys()].slice(-mostSuggestions)
    if (isAsking) missed = true
    if (!mayKnow() || isAsking || ticketIds.length === 0) return
    isAsking = true
    const answer = await ask(ticketIds)
    isAsking = false
    if (mayKnow() && answer.ok) replace(new Map(answer.suggestions.map((one) => [one.ticketId, one])))
    if (timer === undefined) askIn(missed ? joinMs : askAgainMs)
    missed = false
  }

  const askIn = (ms: number) => {
    clearTimeout(timer)
    const fire = () => {
      timer = undefined
      void askNow()
    }
    timer = isActive ? setTimeout(fire, ms) : undefined
  }

  return {
    want: (ticketId) => {
      const count = wanted.get(ticketId) ?? 0
      wanted.set(ticketId, count + 1)
      if (count === 0) askIn(joinMs)
      return () => {
        const left = (wanted.get(ticketId) ?? 1) - 1
        if (left > 0) wanted.set(ticketId, left)
        else wanted.delete(ticketId)
      }
    },
    find: (ticketId) => known.get(ticketId) ?? null,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    setActive: (active) => {
      if (active === isActive) return
      isActive = active
      if (!active) replace(new Map())
      askIn(joinMs)
    },
    takeVersions: (versionOf) => {
      const old = [...known.values()].filter((one) => versionOf(one.ticketId) !== one.ticketVersion)
      if (old.length === 0) return
      const next = new Map(known)
      for (const { ticketId } of old) next.delete(ticketId)
      replace(next)
      askIn(joinMs)
    },
    close: () => {
      isActive = false
      clearTimeout(timer)
      listeners.clear()
    },
  }
}
