import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { findDocumentAfter } from '#db/flow-documents.ts'
import { pickInteger, pickOne, seededRandom } from '#db/seed/seeded-random.ts'
import { openCuttableLine } from '#tests/support/cuttable-line.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'
import { insertTestFlow, openFlowScreen, type FlowScreen } from '#tests/support/flow-screen.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { startTestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let flowId: string
beforeEach(async () => {
  database = await createTestDatabase()
  flowId = await insertTestFlow(database)
})
afterEach(() => database.drop())

/** The document as a server that has just started would read it. */
async function readStored() {
  const doc = new Y.Doc()
  for (const { isSnapshot, bytes } of await findDocumentAfter(database.sql, flowId, -1))
    if (isSnapshot) Y.applyUpdateV2(doc, bytes)
    else Y.applyUpdate(doc, bytes)
  return doc
}

it('[D5] kill -9 finds every change that was shown as saved', { timeout: 60_000 }, async () => {
  for (let round = 1; round <= 2; round += 1) {
    const server = await startServerProcess(database.connection)
    const ana = await openFlowScreen(database, { url: server.url, flowId })
    await ana.untilLive()
    let made = 0
    const change = () => {
      made += 1
      ana.configure('repair', `round ${round}, change ${made}`, made)
    }
    let shownAsSaved = 0
    while (shownAsSaved < 100) {
      for (let together = 0; together < 4; together += 1) change()
      await ana.untilSaved()
      shownAsSaved = made
    }
    for (let more = 0; more < 4; more += 1) change()
    await server.kill()
    // The screen is gone as well: nobody brings the changes a second time.
    ana.close()

    const stored = (await readStored()).getMap<Y.Map<unknown>>('nodes').get('repair')?.get('config')
    const config = stored instanceof Y.Map ? stored : new Y.Map()
    const missing = Array.from({ length: shownAsSaved }, (_, index) => index + 1).filter(
      (change) => config.get(`round ${round}, change ${change}`) !== change,
    )
    expect(missing).toEqual([])
  }
})

it('[D16] [C13] four screens whose lines are cut at random come to the same document, which is the stored one', async () => {
  const random = seededRandom(7)
  const below = (end: number) => pickInteger(random, 0, end - 1)
  const server = await startTestServer({ database })
  const screens: FlowScreen[] = []
  const lines: Awaited<ReturnType<typeof openCuttableLine>>[] = []
  for (let index = 0; index < 4; index += 1) {
    const line = await openCuttableLine(server.url)
    lines.push(line)
    screens.push(await openFlowScreen(database, { url: line.url, flowId, name: `screen ${index}` }))
  }
  await Promise.all(screens.map((screen) => screen.untilLive()))
  const nodeOf = (screen: FlowScreen) => pickOne(random, [...screen.maps.nodes.keys()])
  const changes: ((screen: FlowScreen) => void)[] = [
    (screen) => screen.moveNode(nodeOf(screen), [below(900), below(900)]),
    (screen) => screen.configure(nodeOf(screen), `field ${below(5)}`, below(1_000)),
    (screen) =>
      screen.change(() => {
        const node = new Y.Map<unknown>([
          ['type', 'task'],
          ['pos', [below(900), 0]],
        ])
        node.set('config', new Y.Map())
        screen.maps.nodes.set(randomUUID(), node)
      }),
    (screen) =>
      screen.change(() =>
        screen.maps.edges.set(randomUUID(), { source: nodeOf(screen), target: nodeOf(screen) }),
      ),
    (screen) =>
      screen.change(() => {
        if (screen.maps.nodes.size > 3) screen.maps.nodes.delete(nodeOf(screen))
      }),
    (screen) => void screen.undo.undo(),
  ]
  for (let step = 0; step < 400; step += 1) {
    const index = below(screens.length)
    const screen = screens[index]
    if (screen) pickOne(random, changes)(screen)
    if (below(25) === 0) lines[index]?.cut()
    if (below(40) === 0) lines[index]?.setOpen(false)
    if (below(10) === 0) for (const line of lines) line.setOpen(true)
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const line of lines) line.setOpen(true)
  await Promise.all(screens.map((screen) => screen.untilSaved()))

  const stored = await readStored()
  const state = (doc: Y.Doc): unknown => [doc.getMap('nodes').toJSON(), doc.getMap('edges').toJSON()]
  for (const screen of screens)
    await screen.untilDocument(() => isDeepStrictEqual(state(screen.doc), state(stored)))
  for (const screen of screens) screen.close()
  for (const line of lines) await line.close()
  await server.close()
})

it('[D13] a long log is put into a snapshot that equals it', async () => {
  const node = await startFlowNode(database, {})
  const screens = await Promise.all([1, 2, 3].map(() => openFlowScreen(database, { url: node.url, flowId })))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  for (let change = 1; change <= 170; change += 1)
    for (const screen of screens) screen.configure('repair', `field ${change}`, change)
  await Promise.all(screens.map((screen) => screen.untilSaved()))
  // Closing waits for everything that is still being written.
  await node.close()
  const [snapshot, ...log] = await findDocumentAfter(database.sql, flowId, -1)
  expect(snapshot?.isSnapshot).toBe(true)
  expect(snapshot?.seq).toBeGreaterThanOrEqual(500)
  expect(log).toHaveLength(510 - (snapshot?.seq ?? 0))
  const stored = (await readStored()).getMap('nodes').toJSON()
  for (const screen of screens) {
    await screen.untilDocument(() => isDeepStrictEqual(screen.maps.nodes.toJSON(), stored))
    screen.close()
  }
})

it('[D13] after the last one has left the document is forgotten, and read again for the next', async () => {
  const node = await startFlowNode(database, { unloadAfterMs: 0 })
  const ana = await openFlowScreen(database, { url: node.url, flowId })
  await ana.untilLive()
  for (let change = 1; change <= 30; change += 1) ana.moveNode('repair', [change, change])
  await ana.untilSaved()
  const drawn = ana.readDraft()
  ana.close()
  for (let round = 1; round <= 3; round += 1) {
    const ben = await openFlowScreen(database, { url: node.url, flowId })
    await ben.untilLive()
    expect(ben.readDraft()).toEqual(drawn)
    ben.close()
  }
  await node.close()
  expect(await findDocumentAfter(database.sql, flowId, -1)).toMatchObject([{ isSnapshot: true, seq: 30 }])
})

it('[D13] what waits to be stored is stored when the server ends', async () => {
  const node = await startFlowNode(database, {})
  const ana = await openFlowScreen(database, { url: node.url, flowId })
  const ben = await openFlowScreen(database, { url: node.url, flowId })
  await Promise.all([ana.untilLive(), ben.untilLive()])
  ana.moveNode('repair', [3, 4])
  await ben.untilDocument(() => String(ben.posOf('repair')) === '3,4')
  await node.close()
  expect((await readStored()).getMap<Y.Map<unknown>>('nodes').get('repair')?.get('pos')).toEqual([3, 4])
  ana.close()
  ben.close()
})

it('[D13] what the database did not take before the last one left is kept until it does', async () => {
  const node = await startFlowNode(database, { unloadAfterMs: 0 })
  const ana = await openFlowScreen(database, { url: node.url, flowId })
  const ben = await openFlowScreen(database, { url: node.url, flowId })
  await Promise.all([ana.untilLive(), ben.untilLive()])
  // Nothing can be written now, while people and flows can still be looked up.
  await database.sql`alter table flow_document_update rename to flow_document_update_away`
  ana.moveNode('repair', [3, 4])
  await ben.untilDocument(() => String(ben.posOf('repair')) === '3,4')
  ana.close()
  ben.close()
  await expect.poll(() => node.countConnections()).toBe(0)
  await node.rooms.flush(flowId)
  expect(node.rooms.isOpen(flowId)).toBe(true)

  await database.sql`alter table flow_document_update_away rename to flow_document_update`
  await expect.poll(() => node.rooms.isOpen(flowId)).toBe(false)
  await node.close()
  expect((await readStored()).getMap<Y.Map<unknown>>('nodes').get('repair')?.get('pos')).toEqual([3, 4])
})
