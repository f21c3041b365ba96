import type { Sql } from '#db/client.ts'
import type { Log } from './log.ts'
import type { Relay } from './redis-relay.ts'

/**
 * Says "look at this board's log now". A ring may be lost, doubled or out of order: the log tail polls as well.
 * It carries no data, so nothing can be wrong with it.
 */
export type Doorbell = {
  /** After the commit, never inside the transaction: NOTIFY there would put all commits in one queue. */
  ring: (boardId: string, seq: number) => void
  onRing: (listener: RingListener) => void
  /** How other nodes are told. */
  state: () => 'redis' | 'redis-away' | 'notify'
  close: () => Promise<void>
}

export type RingListener = (boardId: string, seq: number) => void

/** Other nodes hear at most one message per this time, whatever the number of commits. */
const joinMs = 10
const channel = 'paidan_doorbell'
/** A NOTIFY holds at most 8,000 bytes; a ring is about 50. */
const ringsPerMessage = 100
/** Every node hears its own NOTIFY. When it has not for this long, its LISTEN was lost with a connection. */
const deafAfterMs = 2_000

export async function createDoorbell(options: {
  /** Null: Redis is not configured, nodes tell each other by NOTIFY. */
  relay: Relay | null
  sql: Sql
  log: Log
}): Promise<Doorbell> {
  const { relay } = options
  const listeners: RingListener[] = []
  const hear: RingListener = (boardId, seq) => {
    for (const listener of listeners) listener(boardId, seq)
  }
  const wire = relay
    ? { tell: tellByRedis(relay, hear), close: () => Promise.resolve() }
    : await tellByNotify(options.sql, hear, options.log)
  const waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    timer = undefined
    const rings = [...waiting].map(([boardId, seq]) => `${boardId} ${seq}`)
    waiting.clear()
    for (let from = 0; from < rings.length; from += ringsPerMessage)
      wire.tell(rings.slice(from, from + ringsPerMessage).join(','))
  }
  return {
    ring: (boardId, seq) => {
      hear(boardId, seq)
      waiting.set(boardId, Math.max(seq, waiting.get(boardId) ?? 0))
      timer ??= setTimeout(flush, joinMs)
    },
    onRing: (listener) => {
      listeners.push(listener)
    },
    state: () => {
      if (!relay) return 'notify'
      return relay.state() === 'connected' ? 'redis' : 'redis-away'
    },
    close: async () => {
      clearTimeout(timer)
      listeners.length = 0
      await wire.close()
    },
  }
}

function tellByRedis(relay: Relay, hear: RingListener): (rings: string) => void {
  relay.subscribe(channel, (rings) => readRings(rings, hear))
  return (rings) => relay.publish(channel, rings)
}

async function tellByNotify(sql: Sql, hear: RingListener, log: Log) {
  let unheardSince: number | undefined
  const listen = () =>
    sql.listen(channel, (rings) => {
      unheardSince = undefined
      readRings(rings, hear)
    })
  let subscription = await listen()
  let repairing = false

  const listenAnew = async () => {
    repairing = true
    try {
      await subscription.unlisten().catch(() => undefined)
      subscription = await listen()
      unheardSince = undefined
    } catch (error) {
      log.warn({ err: error }, 'listening for other nodes failed; polling until it works again')
    } finally {
      repairing = false
    }
  }
  return {
    tell: (rings: string) => {
      const now = performance.now()
      if (unheardSince !== undefined && now - unheardSince > deafAfterMs && !repairing) void listenAnew()
      unheardSince ??= now
      // The database being away is said once by the log tail; the poll makes a lost ring harmless.
      sql.notify(channel, rings).catch(() => undefined)
    },
    close: () => subscription.unlisten().catch(() => undefined),
  }
}

function readRings(rings: string, hear: RingListener) {
  for (const ring of rings.split(',')) {
    const [boardId, seq] = ring.split(' ')
    if (boardId) hear(boardId, Number(seq))
  }
}
