export type OutboxPorts<Item> = {
  /** Takes what is due, each for this node alone. */
  claim: (most: number) => Promise<readonly Item[]>
  handle: (item: Item) => Promise<void>
  /** So many are under way at once. */
  most: number
  /** Said in the log when it cannot be done. */
  failing: string
  log: { error: (details: { err: unknown }, text: string) => void }
}

export type Outbox = {
  /** Something was committed: look now. */
  ring: () => void
  /** When everything under way has ended. */
  close: () => Promise<void>
}

/** A ring may be lost, and what is to be tried again falls due without one. */
const pollMs = 1_000
/** However much is committed, it is looked so often at most. */
const joinMs = 50

/** Sends what lies in an outbox of the database, several at once, so that one that hangs does not hold up the others. */
export function startOutbox<Item>({ claim, handle, most, failing, log }: OutboxPorts<Item>): Outbox {
  const underWay = new Set<Promise<void>>()
  let looking: Promise<void> | undefined
  let joined: NodeJS.Timeout | undefined
  let isFailing = false
  let closed = false

  const fail = (err: unknown) => {
    // The database is away, most likely: said once, tried again with the next poll.
    if (!isFailing) log.error({ err }, failing)
    isFailing = true
  }

  const begin = (item: Item) => {
    const work = handle(item)
      .catch(fail)
      .finally(() => {
        underWay.delete(work)
        ring()
      })
    underWay.add(work)
  }

  const look = async () => {
    try {
      const room = most - underWay.size
      if (closed || room === 0) return
      for (const item of await claim(room)) begin(item)
      isFailing = false
    } catch (err) {
      fail(err)
    }
  }

  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }

  const ring = () => {
    if (closed) return
    joined ??= setTimeout(() => {
      joined = undefined
      if (looking) void looking.then(ring)
      else lookOnce()
    }, joinMs)
  }

  const poll = setInterval(lookOnce, pollMs)
  ring()
  return {
    ring,
    async close() {
      closed = true
      clearInterval(poll)
      clearTimeout(joined)
      await looking
      await Promise.all(underWay)
    },
  }
}
