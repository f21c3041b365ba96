import * as Y from 'yjs'
import { flowCloseCodes, flowLimits, flowMaps, type FlowPerson } from '#contract/flow-document.ts'
import type { ElementChange, StoredBytes } from '#db/flow-documents.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from '../log.ts'
import { binaryFrame } from './binary-frame.ts'
import { createAppendQueue } from './append-queue.ts'
import { readElementChanges } from './element-changes.ts'
import { examineUpdate } from './examine-update.ts'
import type { FlowStore } from './flow-store.ts'
import { haveMessage, restMessage, updateMessage, versionMessage } from './message.ts'
import { stampComments, type Stamped } from './stamp-comments.ts'
import { createRoomPresence, type RoomPresence } from './room-presence.ts'

/** One connection, as the room sees it. */
export type Visitor = {
  person: FlowPerson
  readOnly: boolean
  send: (message: Uint8Array) => void
  /** The same message as for others, framed already. */
  sendFrame: (frame: Buffer) => void
  close: (code: number) => void
}

export type Taken = 'taken' | 'gap' | 'malformed' | 'too-large' | 'slow-down'

/** One document in memory, with everybody on this node who has it open. */
export type Room = {
  presence: RoomPresence
  join: (visitor: Visitor) => void
  leave: (visitor: Visitor) => void
  visitors: () => readonly Visitor[]
  /** Our half of the exchange by which both sides come to have everything. */
  have: () => Uint8Array
  /** @throws when the state vector is none */
  restFor: (stateVector: Uint8Array) => Uint8Array
  /** @param onStored after the commit; never for what was not taken */
  take: (visitor: Visitor, update: Uint8Array, onStored: () => void) => Taken
  /** The log is said to reach to here. */
  hearOf: (seq: number) => void
  /** The number of the newest version; 0 before the first. */
  version: () => number
  /** A version of this number is there; everybody is told who has not been. */
  hearOfVersion: (number: number) => void
  /** Everything taken so far is stored afterwards, unless the database is away. */
  flush: () => Promise<void>
  isStored: () => boolean
  /** When everything taken is stored, however long the database is away. */
  whenStored: () => Promise<void>
  closeAll: (code: number) => void
  /** Stores what is waiting, and the snapshot when it is worth it. The room is of no use afterwards. */
  close: () => Promise<void>
}

export type RoomOptions = {
  flowId: string
  store: FlowStore
  stored: readonly StoredBytes[]
  /** The number of the newest version; 0 before the first. */
  version: number
  /** After a commit: other nodes may want to read. */
  onCommitted: (seq: number) => void
  onPresence: () => void
  /** The document in memory may not be what is stored: it must be read anew. */
  onBroken: () => void
  now: () => Instant
  log: Log
}

/** Everything that happens within this time goes out as one message. */
const joinMs = 16
/** A log longer than this is put into a snapshot. */
const compactAfter = { rows: 500, bytes: 512 * 1024, rowsOnClose: 20 }

/** The document as it is with everything up to a number of the log. */
type Snapshot = { seq: number; bytes: Uint8Array }

type Applying = {
  updates: Uint8Array[]
  changes: ElementChange[]
  name: string | undefined
  /** Whose update it is; nobody's when it was stored already. */
  author: FlowPerson | undefined
  /** The comments that have to be put right. */
  stamped: Stamped | undefined
}

const collect = (author: FlowPerson | undefined): Applying => ({
  updates: [],
  changes: [],
  name: undefined,
  author,
  stamped: undefined,
})

/** The origin of the room's own changes. */
const stamping = 'stamping'

export function createRoom(options: RoomOptions): Room {
  const { flowId, store, stored, onCommitted, onPresence, onBroken, now, log } = options
  const doc = new Y.Doc()
  // All maps are named before anything is applied: what comes first decides of what kind each is.
  for (const name of Object.values(flowMaps)) doc.getMap(name)
  const visitors = new Set<Visitor>()
  const size = { snapshot: 0, log: 0, rows: 0 }
  let { version } = options
  let head = -1
  let heard = -1
  let reading = false
  let compacting: Promise<void> | undefined
  let broken = false
  let applying: Applying | undefined
  let outgoing: Uint8Array[] = []
  /** Who alone has made everything that is outgoing, if so; they have it already. */
  let onlyMaker: Visitor | undefined
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    timer = undefined
    if (outgoing.length > 0) {
      const frame = binaryFrame(updateMessage(joinUpdates(outgoing)))
      for (const visitor of visitors) if (visitor !== onlyMaker) visitor.sendFrame(frame)
      outgoing = []
    }
    const presenceChanges = presence.takeChanges()
    if (!presenceChanges) return
    const frame = binaryFrame(presenceChanges)
    for (const visitor of visitors) visitor.sendFrame(frame)
  }
  const plan = () => {
    timer ??= setTimeout(flush, joinMs)
  }
  const presence = createRoomPresence((isHere) => {
    plan()
    if (isHere) onPresence()
  })

  const sendOn = (updates: readonly Uint8Array[], maker: Visitor | undefined) => {
    if (updates.length === 0) return
    onlyMaker = outgoing.length === 0 || onlyMaker === maker ? maker : undefined
    outgoing.push(...updates)
    plan()
  }

  doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (!applying) return
    applying.updates.push(update)
    const changes = readElementChanges(doc, transaction)
    applying.changes.push(...changes)
    if (changes.some(({ map, elementId }) => map === 'meta' && elementId === 'name'))
      applying.name = nameOf(doc.getMap(flowMaps.meta))
  })

  const comments = doc.getMap<unknown>(flowMaps.comments)
  comments.observe((event) => {
    if (applying?.author && event.transaction.origin !== stamping)
      applying.stamped = stampComments(event, applying.author)
  })
  /** Nobody speaks in another's name. What had to be put right goes to everybody, also to whoever wrote it. */
  const applyStamped = (collected: Applying, update: Uint8Array): { wasStamped: boolean } => {
    Y.applyUpdate(doc, update)
    const { stamped } = collected
    if (!stamped || stamped.size === 0) return { wasStamped: false }
    doc.transact(() => {
      for (const [id, comment] of stamped) comments.set(id, comment)
    }, stamping)
    return { wasStamped: true }
  }

  const applyStored = (rows: readonly StoredBytes[]): Uint8Array[] => {
    const collected = collect(undefined)
    applying = collected
    try {
      for (const { seq, isSnapshot, bytes } of rows) {
        if (isSnapshot) Y.applyUpdateV2(doc, bytes)
        else Y.applyUpdate(doc, bytes)
        head = Math.max(head, seq)
        if (isSnapshot) Object.assign(size, { snapshot: bytes.length, log: 0, rows: 0 })
        else {
          size.log += bytes.length
          size.rows += 1
        }
      }
    } finally {
      applying = undefined
    }
    return collected.updates
  }

  const catchUp = async () => {
    if (reading || heard <= head) return
    reading = true
    const target = heard
    try {
      sendOn(applyStored(await store.readAfter(flowId, head)), undefined)
      // A head that is not there (a database restored from a backup) must not make us read for ever.
      if (head < target && heard === target) heard = head
    } catch (error) {
      heard = head
      log.error({ err: error, flowId }, 'the changes of other nodes cannot be read')
    } finally {
      reading = false
    }
    void catchUp()
  }
  const hearOf = (seq: number) => {
    heard = Math.max(heard, seq)
    void catchUp()
  }

  const writeSnapshot = async ({ seq, bytes }: Snapshot) => {
    try {
      const { log: logBefore, rows: rowsBefore } = size
      await store.compact(flowId, { seq, bytes, at: now() })
      size.snapshot = bytes.length
      size.rows -= rowsBefore
      size.log -= logBefore
    } catch (error) {
      log.error({ err: error, flowId }, 'the log of a flow cannot be put into a snapshot')
    }
  }
  const compact = (snapshot: Snapshot) => {
    compacting ??= writeSnapshot(snapshot).finally(() => {
      compacting = undefined
    })
  }
  const isLong = () => size.rows >= compactAfter.rows || size.log >= compactAfter.bytes
  /**
   * The document with a batch that is on its way, which becomes the last of it. Taken when the batch goes: when it is stored,
   * more may have come that has no author in the log yet, and on a busy flow always has.
   */
  let upcoming: Snapshot | undefined

  const queue = createAppendQueue({
    flowId,
    store,
    now,
    log,
    onGone: () => closeAll(flowCloseCodes.notFound),
    onWriting: () => {
      const isWanted = isLong() && !compacting && !broken
      upcoming = isWanted ? { seq: head, bytes: Y.encodeStateAsUpdateV2(doc) } : undefined
    },
    onAppended: ({ first, last, bytes }) => {
      size.log += bytes
      size.rows += last - first + 1
      if (first === head + 1) head = last
      else if (last > head) hearOf(last)
      onCommitted(last)
      // Not when another node has stored something in between: that is not in it, and the next batch will do as well.
      if (upcoming && upcoming.seq + 1 === first) compact({ seq: last, bytes: upcoming.bytes })
    },
  })

  const closeAll = (code: number) => {
    for (const visitor of visitors) visitor.close(code)
  }

  applyStored(stored)
  heard = head

  return {
    presence,
    join: (visitor) => visitors.add(visitor),
    leave: (visitor) => {
      visitors.delete(visitor)
    },
    visitors: () => [...visitors],
    have: () => haveMessage(Y.encodeStateVector(doc)),
    restFor: (stateVector) => restMessage(Y.encodeStateAsUpdate(doc, stateVector)),
    take: (visitor, update, onStored) => {
      if (queue.isFull()) return 'slow-down'
      const collected = collect(visitor.person)
      try {
        const { kind } = examineUpdate(doc, update, size.snapshot + size.log)
        if (kind !== 'fits') return kind
      } catch {
        return 'malformed'
      }
      let wasStamped: boolean
      try {
        applying = collected
        ;({ wasStamped } = applyStamped(collected, update))
      } catch (error) {
        // Half of it may be in the document now; none of it will be stored.
        log.warn({ err: error, flowId, personId: visitor.person.id }, 'an update could not be applied')
        broken = true
        onBroken()
        return 'malformed'
      } finally {
        applying = undefined
      }
      const { updates, changes, name } = collected
      const bytes = updates.length === 0 ? undefined : joinUpdates(updates)
      queue.add({ bytes, authorId: visitor.person.id, changes, name, onStored })
      sendOn(updates, wasStamped ? undefined : visitor)
      return 'taken'
    },
    hearOf,
    version: () => version,
    hearOfVersion: (number) => {
      if (number <= version) return
      version = number
      const frame = binaryFrame(versionMessage(version))
      for (const visitor of visitors) visitor.sendFrame(frame)
    },
    flush: queue.drain,
    isStored: queue.isEmpty,
    whenStored: queue.whenEmpty,
    closeAll,
    close: async () => {
      clearTimeout(timer)
      await queue.drain()
      const isAllStored = queue.isEmpty()
      queue.close()
      await compacting
      if (isAllStored && !broken && size.rows >= compactAfter.rowsOnClose)
        await writeSnapshot({ seq: head, bytes: Y.encodeStateAsUpdateV2(doc) })
      doc.destroy()
    },
  }
}

const joinUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates([...updates])

function nameOf(meta: Y.Map<unknown>): string | undefined {
  const name = meta.get('name')
  return typeof name === 'string' && name.trim() !== ''
    ? name.trim().slice(0, flowLimits.nameLength)
    : undefined
}
