import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { flowCloseCodes, flowLimits, flowMessages, syncMessages } from '#contract/flow-document.ts'
import { pickInteger, seededRandom } from '#db/seed/seeded-random.ts'
import { openBareFlowLine, type BareFlowLine } from '#tests/support/bare-flow-line.ts'
import { insertTestFlow, openFlowScreen, threeSteps, type FlowScreen } from '#tests/support/flow-screen.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let flowId: string
let cookie: string
let ana: FlowScreen
let ben: FlowScreen

beforeEach(async () => {
  server = await startTestServer()
  flowId = await insertTestFlow(server.database)
  cookie = (await signIn(server.database, { role: 'admin', boardIds: [] })).cookie
  ana = await openFlowScreen(server.database, { url: server.url, flowId })
  ben = await openFlowScreen(server.database, { url: server.url, flowId })
  await Promise.all([ana.untilLive(), ben.untilLive()])
})
afterEach(async () => {
  ana.close()
  ben.close()
  await server.close()
})

const openLine = () => openBareFlowLine({ url: server.url, flowId, headers: { cookie } })

/** Those who were there before go on: same connection, and what one changes the other gets. */
async function expectUntouched() {
  ana.moveNode('end', [401, 1])
  await ben.untilDocument(() => String(ben.posOf('end')) === '401,1')
  for (const screen of [ana, ben]) expect(screen.getState().connection).toEqual({ state: 'live' })
  expect(ana.readDraft()).toEqual(ben.readDraft())
  expect(Object.keys(ana.readDraft().nodes)).toEqual(Object.keys(threeSteps().nodes))
}

const sync = (step: number, content: Uint8Array) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, flowMessages.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })
const presence = (json: string, clientId = 99) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, flowMessages.awareness)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, 1)
        encoding.writeVarUint(inner, clientId)
        encoding.writeVarUint(inner, 1)
        encoding.writeVarString(inner, json)
      }),
    )
  })
/** A whole update whose list of deletions is cut off: the part before it must not be applied either. */
function cutOffUpdate() {
  const doc = new Y.Doc()
  doc.getMap('nodes').set('intruder', 1)
  return Y.encodeStateAsUpdate(doc).slice(0, -1)
}
const { badMessage } = flowCloseCodes

const cases: Record<string, { send: (line: BareFlowLine) => void; code: number }> = {
  'a text': { send: ({ socket }) => socket.send('hello'), code: badMessage },
  'nothing at all': { send: ({ socket }) => socket.send(Buffer.alloc(0)), code: badMessage },
  'a number without end': { send: ({ socket }) => socket.send(Buffer.alloc(12, 0xff)), code: badMessage },
  'an unknown message': { send: ({ socket }) => socket.send(Buffer.from([120])), code: badMessage },
  'an unknown step': { send: ({ socket }) => socket.send(sync(7, new Uint8Array(2))), code: badMessage },
  'an update shorter than it says': {
    send: ({ socket }) => socket.send(Buffer.from([0, 2, 50, 1, 2, 3])),
    code: badMessage,
  },
  'an update of noise': {
    send: ({ socket }) => socket.send(sync(syncMessages.update, Buffer.alloc(40, 0xa7))),
    code: badMessage,
  },
  'an update whose deletions are cut off': {
    send: ({ socket }) => socket.send(sync(syncMessages.update, cutOffUpdate())),
    code: badMessage,
  },
  'a state vector of noise': {
    send: ({ socket }) => socket.send(sync(syncMessages.step1, Buffer.alloc(9, 0xf3))),
    code: badMessage,
  },
  'presence of noise': {
    send: ({ socket }) => socket.send(Buffer.from([1, 5, 1, 1, 1, 2, 123, 34])),
    code: badMessage,
  },
  'presence that is no JSON': { send: ({ socket }) => socket.send(presence('{bad')), code: badMessage },
  'presence of another shape': {
    send: ({ socket }) => socket.send(presence('{"cur":"here"}')),
    code: badMessage,
  },
  'presence that is too long': {
    send: ({ socket }) =>
      socket.send(presence(JSON.stringify({ form: 'x'.repeat(flowLimits.presenceBytes) }))),
    code: badMessage,
  },
  // By ws itself: 1002 is a frame against the protocol, 1009 one that is too long.
  'a frame with reserved bits': {
    send: ({ below }) => below.write(Buffer.from([0xf2, 0x80, 0, 0, 0, 0])),
    code: 1002,
  },
  'two megabytes': {
    send: ({ socket }) => socket.send(sync(syncMessages.update, new Uint8Array(2 ** 21))),
    code: 1009,
  },
}

describe('what is no message', () => {
  it.each(Object.entries(cases))(
    '[D6] %s ends the connection that sent it and no other',
    async (_name, one) => {
      const line = await openLine()
      one.send(line)
      expect(await line.closed).toBe(one.code)
      await expectUntouched()
    },
  )

  it('[D11] more than a hand can do ends the connection, to come back later', async () => {
    const line = await openLine()
    for (let sent = 0; sent < 1_000; sent += 1) line.socket.send(presence('{}'))
    expect(await line.closed).toBe(flowCloseCodes.slowDown)
    await expectUntouched()
  })

  it('[D6] 3,000 messages of noise: nobody else notices', async () => {
    const seed = 20261122
    const random = seededRandom(seed)
    const below = (end: number) => pickInteger(random, 0, end - 1)
    const noise = () => {
      const bytes = Buffer.from(Array.from({ length: 2 + below(60) }, () => below(256)))
      // Mostly with a beginning that looks right.
      bytes[0] = below(3)
      bytes[1] = below(4)
      return bytes
    }
    let sent = 0
    const sender = async () => {
      while (sent < 3_000) {
        const { socket, closed } = await openLine()
        while (socket.readyState === socket.OPEN && sent < 3_000) {
          for (let burst = 0; burst < 20; burst += 1) socket.send(noise())
          sent += 20
          await new Promise((resolve) => setImmediate(resolve))
        }
        socket.close()
        await closed
      }
    }
    await Promise.all([sender(), sender(), sender(), sender()])
    await expectUntouched()
  })

  it('[D8] a connection that speaks for another client is not believed', async () => {
    ana.setPresence({ cur: [1, 1] })
    await ben.untilPeers((peers) => peers.some(({ cur }) => cur?.[0] === 1))
    const line = await openLine()
    line.socket.send(presence('{"cur":[5,5]}', 12))
    line.socket.send(presence('{"cur":[666,666]}', ana.doc.clientID))
    line.socket.send(presence('{"cur":[7,7]}', 12).map((byte, index) => (index === 4 ? 2 : byte)))
    const peers = await ben.untilPeers((all) => all.some(({ cur }) => cur?.[0] === 7))
    expect(peers.find(({ clientId }) => clientId === ana.doc.clientID)?.cur).toEqual([1, 1])
    line.socket.close()
  })
})

describe('a gap', () => {
  /** Two changes of one node, of which the second builds on the first. */
  async function drawTwice() {
    const line = await openLine()
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ana.doc))
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const node = doc.getMap<Y.Map<unknown>>('nodes').get('repair')
    node?.set('pos', [7, 7])
    node?.set('pos', [8, 8])
    return { line, doc, updates }
  }
  const isSync = (step: number) => (message: Uint8Array) =>
    message[0] === flowMessages.sync && message[1] === step
  const isSaved = (message: Uint8Array) => message[0] === flowMessages.saved

  it('[D7] is not applied but asked for, and is called saved only when all of it has come', async () => {
    const { line, doc, updates } = await drawTwice()
    const positions: unknown[] = []
    ben.doc.on('update', () => positions.push(ben.posOf('repair')))
    await line.next(isSync(syncMessages.step1))
    line.socket.send(sync(syncMessages.update, updates[1] ?? new Uint8Array()))
    await line.next(isSync(syncMessages.step1))
    line.socket.send(sync(syncMessages.step2, Y.encodeStateAsUpdate(doc)))
    const saved = await line.next(isSaved)
    expect(saved[1]).toBe(2)
    await ben.untilDocument(() => String(ben.posOf('repair')) === '8,8')
    // Without the check the others would have seen the node without a place.
    expect(positions).toEqual([[8, 8]])
    line.socket.close()
  })

  it('[D7] that is still there in the answer ends the connection', async () => {
    const { line, updates } = await drawTwice()
    line.socket.send(sync(syncMessages.step2, updates[1] ?? new Uint8Array()))
    expect(await line.closed).toBe(badMessage)
    await expectUntouched()
  })
})

it('[D10] more nodes than a flow may have are refused by name, and none of them is kept', async () => {
  const eve = await openFlowScreen(server.database, { url: server.url, flowId })
  await eve.untilLive()
  eve.change(() => {
    for (let index = 0; index < flowLimits.nodes; index += 1) eve.maps.nodes.set(`n${index}`, new Y.Map())
  })
  const { connection } = await eve.until(({ connection: { state } }) => state === 'ended')
  expect(connection).toEqual({ state: 'ended', reason: 'flow-too-large' })
  expect(eve.getState().unsaved).toBe(true)
  eve.close()
  await expectUntouched()
})
