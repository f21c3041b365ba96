import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { flowMaps, flowMessages, flowRoomsPath, syncMessages } from '#contract/flow-document.ts'
import { pickInteger, seededRandom } from '#db/seed/seeded-random.ts'
import { answerParent } from '../harness/processes.ts'
import { nodeCount, nodeId } from './drawn-flow.ts'

export type PeopleOptions = {
  url: string
  flowId: string
  cookies: readonly string[]
  /** The document as everybody has it at the start, as a Yjs update (V1) in base64. */
  document: string
}

/** Hand-written clients, so that both servers are sent the very same bytes. What they receive is applied after the clock stops. */
type Person = {
  doc: Y.Doc
  socket: WebSocket
  received: Uint8Array[]
  clock: number
  sent: number
  saved: number
}

const random = seededRandom(4)
let people: Person[] = []
let frames = 0

async function open({ url, flowId, cookies, document }: PeopleOptions): Promise<void> {
  people = await Promise.all(
    cookies.map(async (cookie) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, Buffer.from(document, 'base64'))
      const socket = new WebSocket(`${url.replace('http', 'ws')}${flowRoomsPath}/${flowId}`, {
        headers: { cookie, origin: url },
        perMessageDeflate: false,
      })
      const person: Person = { doc, socket, received: [], clock: 0, sent: 0, saved: 0 }
      socket.on('message', (data) => {
        if (data instanceof Buffer) receive(person, data)
      })
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === person) socket.send(message(flowMessages.sync, syncMessages.update, update))
      })
      await once(socket, 'open')
      return person
    }),
  )
}

function receive(person: Person, bytes: Buffer) {
  frames += 1
  if (bytes[0] === flowMessages.saved)
    person.saved = decoding.readVarUint(decoding.createDecoder(bytes.subarray(1)))
  if (bytes[0] === flowMessages.sync && bytes[1] === syncMessages.update)
    person.received.push(decoding.readVarUint8Array(decoding.createDecoder(bytes.subarray(2))))
}

function change(person: Person) {
  const node = person.doc
    .getMap<Y.Map<unknown>>(flowMaps.nodes)
    .get(nodeId(pickInteger(random, 0, nodeCount - 1)))
  person.sent += 1
  person.doc.transact(
    () => node?.set('pos', [pickInteger(random, 0, 9_000), pickInteger(random, 0, 900)]),
    person,
  )
}

function point(person: Person) {
  const state = JSON.stringify({ cur: [pickInteger(random, 0, 9_000), pickInteger(random, 0, 900)] })
  person.clock += 1
  const content = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, person.doc.clientID)
    encoding.writeVarUint(encoder, person.clock)
    encoding.writeVarString(encoder, state)
  })
  person.socket.send(message(flowMessages.awareness, undefined, content))
}

const message = (type: number, step: number | undefined, content: Uint8Array) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    if (step !== undefined) encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })

/** Everybody does it so often a second, each at moments of their own. */
async function drive(does: (person: Person) => void, perSecond: number, forMs: number) {
  frames = 0
  const start = performance.now()
  const everyMs = 1_000 / perSecond
  const due = people.map(() => start + random() * everyMs)
  let done = 0
  for (let now = start; now < start + forMs; now = performance.now()) {
    for (const [index, person] of people.entries())
      while ((due[index] ?? now) < now) {
        does(person)
        done += 1
        due[index] = (due[index] ?? now) + everyMs
      }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return done
}

/** Everything that was sent has come back to everybody, and is stored where the server stores. */
async function untilQuiet(stores: boolean) {
  const sent = people.map(({ doc }) => ({ client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) }))
  for (;;) {
    for (const { doc, received } of people)
      for (const update of received.splice(0)) Y.applyUpdate(doc, update)
    const hasAll = ({ doc }: Person) =>
      sent.every(({ client, clock }) => Y.getState(doc.store, client) >= clock)
    if (people.every((person) => hasAll(person) && (!stores || person.saved === person.sent))) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const stateOf = (doc: Y.Doc) =>
  JSON.stringify(
    Object.entries(doc.getMap(flowMaps.nodes).toJSON()).sort(([one], [other]) => (one < other ? -1 : 1)),
  )

const handlers = {
  open,
  change: ({ perSecond, forMs }: { perSecond: number; forMs: number }) => drive(change, perSecond, forMs),
  point: ({ perSecond, forMs }: { perSecond: number; forMs: number }) => drive(point, perSecond, forMs),
  frames: () => frames,
  untilQuiet: ({ stores }: { stores: boolean }) => untilQuiet(stores),
  /** One for each that differs. */
  states: () => [...new Set(people.map(({ doc }) => stateOf(doc)))],
}
export type People = typeof handlers

answerParent(handlers, () => {
  for (const { socket } of people) socket.terminate()
  return Promise.resolve()
})
