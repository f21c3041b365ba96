import type { ElementChange } from '#db/flow-documents.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from '../log.ts'
import type { FlowStore } from './flow-store.ts'

/** One change on its way to the database. Without bytes it changed nothing and only waits for those before it. */
export type Waiting = {
  bytes: Uint8Array | undefined
  authorId: string
  changes: readonly ElementChange[]
  /** The name that the change gave the flow. */
  name: string | undefined
  onStored: () => void
}

export type AppendQueue = {
  add: (waiting: Waiting) => void
  /** The database has been away for so long that no more can be kept in memory. */
  isFull: () => boolean
  /** Once more now, without waiting for others: everything added so far is stored afterwards, unless the database is away. */
  drain: () => Promise<void>
  isEmpty: () => boolean
  /** When nothing waits any more, however long the database is away. */
  whenEmpty: () => Promise<void>
  /** What still waits is lost, and the log says how much it was. */
  close: () => void
}

export type AppendQueueOptions = {
  flowId: string
  store: FlowStore
  /** Everything added so far is on its way from here on, and nothing else. */
  onWriting: () => void
  /** Before the changes' own `onStored`: their numbers in the log. */
  onAppended: (appended: { first: number; last: number; bytes: number }) => void
  /** The flow is no more. */
  onGone: () => void
  now: () => Instant
  log: Log
}

/** One statement and one ring for all changes of this time. They are the dearest part of a change, and cost the same for one as for ten. */
const joinMs = 80
const retryMs = 500
const mostWaitingBytes = 16 * 2 ** 20

/** Writes changes to the log in the order in which they came, one batch at a time, and tries again while the database is away. */
export function createAppendQueue(options: AppendQueueOptions): AppendQueue {
  const { flowId, store, onWriting, onAppended, onGone, now, log } = options
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let isFailing = false
  let closed = false
  let awaitingEmpty: (() => void)[] = []
  const isEmpty = () => waiting.length === 0 && !writing

  const schedule = (delayMs: number) => {
    if (closed || timer || writing || waiting.length === 0) return
    timer = setTimeout(() => {
      timer = undefined
      void write()
    }, delayMs)
  }

  const append = async (batch: readonly Waiting[]) => {
    const updates = batch.flatMap(({ bytes, authorId }) => (bytes ? [{ bytes, authorId }] : []))
    if (updates.length === 0) return true
    const first = await store.append(flowId, {
      updates,
      changes: eachOnce(batch),
      name: batch.findLast(({ name }) => name !== undefined)?.name,
      at: now(),
    })
    if (first === undefined) return false
    const bytes = updates.reduce((sum, update) => sum + update.bytes.length, 0)
    onAppended({ first, last: first + updates.length - 1, bytes })
    return true
  }

  const write = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    onWriting()
    writing = append(batch)
      .then((isThere) => {
        waitingBytes -= sizeOf(batch)
        isFailing = false
        if (!isThere) onGone()
        else for (const { onStored } of batch) onStored()
      })
      .catch((error: unknown) => {
        waiting = [...batch, ...waiting]
        if (!isFailing) log.error({ err: error, flowId }, 'changes of a flow cannot be stored')
        isFailing = true
      })
      .finally(() => {
        writing = undefined
        schedule(isFailing ? retryMs : joinMs)
        if (!isEmpty()) return
        for (const resolve of awaitingEmpty) resolve()
        awaitingEmpty = []
      })
    return writing
  }

  return {
    add: (one) => {
      waiting.push(one)
      waitingBytes += sizeOf([one])
      schedule(joinMs)
    },
    isFull: () => waitingBytes > mostWaitingBytes,
    drain: async () => {
      while (writing) await writing
      if (waiting.length > 0) await write()
    },
    isEmpty,
    whenEmpty: () => (isEmpty() ? Promise.resolve() : new Promise((resolve) => awaitingEmpty.push(resolve))),
    close: () => {
      closed = true
      clearTimeout(timer)
      const dropped = waiting.filter(({ bytes }) => bytes).length
      if (dropped > 0) log.error({ flowId, dropped }, 'changes of a flow are lost: the database is away')
    },
  }
}

const sizeOf = (batch: readonly Waiting[]) => batch.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0)

function eachOnce(batch: readonly Waiting[]) {
  const changes = new Map<string, ElementChange & { authorId: string }>()
  for (const { authorId, changes: made } of batch)
    for (const change of made)
      changes.set(JSON.stringify([authorId, change.map, change.elementId, change.field]), {
        authorId,
        ...change,
      })
  return [...changes.values()]
}
