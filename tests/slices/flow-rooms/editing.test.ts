import { afterEach, beforeEach, expect, it } from 'vitest'
import { findFlowChanges, findFlows, forgetFlowChanges } from '#db/flow-documents.ts'
import { insertTestFlow, openFlowScreen, threeSteps, type FlowScreen } from '#tests/support/flow-screen.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let flowId: string
const screens: FlowScreen[] = []

beforeEach(async () => {
  server = await startTestServer()
  flowId = await insertTestFlow(server.database)
})
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close()
  await server.close()
})

async function openScreen(options: Partial<Parameters<typeof openFlowScreen>[1]> = {}) {
  const screen = await openFlowScreen(server.database, { url: server.url, flowId, ...options })
  screens.push(screen)
  await screen.untilLive()
  return screen
}

it('[D1] a new flow holds the graph that it was made from', async () => {
  const ana = await openScreen()
  expect(ana.readDraft()).toEqual(threeSteps())
  expect(await findFlows(server.database.sql)).toMatchObject([
    { id: flowId, name: '家电维修', changedBy: null },
  ])
})

it('[D2] two people change two fields of one node at once, and both are kept', async () => {
  const [ana, ben] = [await openScreen(), await openScreen()]
  ana.moveNode('repair', [7, 8])
  ben.configure('repair', 'name', '维修')
  await ana.untilDocument(() => ana.readNode('repair')?.config['name'] === '维修')
  await ben.untilDocument(() => String(ben.posOf('repair')) === '7,8')
  expect(ana.readDraft()).toEqual(ben.readDraft())
})

it('[D5] unsaved until the database has it, then saved, deletions too', async () => {
  const ana = await openScreen()
  ana.change(() => ana.maps.edges.delete('repair-end'))
  expect(ana.getState().unsaved).toBe(true)
  await ana.untilSaved()
  expect(ana.getState().savedAt).toBeDefined()
  const [row] = await server.database.sql<{ count: number }[]>`select count(*)::int from flow_document_update`
  expect(row?.count).toBe(1)
})

it('[D9] who changed what is written down per field, and the name of the flow follows its document', async () => {
  const [ana, ben] = [await openScreen({ name: 'Ana' }), await openScreen({ name: 'Ben' })]
  ana.moveNode('repair', [1, 1])
  await ana.untilSaved()
  ben.configure('repair', 'limitMinutes', 60)
  ben.change(() => ben.maps.meta.set('name', '大家电维修'))
  ben.change(() => ben.maps.nodes.delete('end'))
  await ben.untilSaved()
  const changes = await findFlowChanges(server.database.sql, flowId)
  expect(changes.map(({ author, map, elementId, field }) => [author, map, elementId, field])).toEqual([
    ['Ana', 'nodes', 'repair', 'pos'],
    ['Ben', 'meta', 'name', ''],
    ['Ben', 'nodes', 'end', ''],
    ['Ben', 'nodes', 'repair', 'config.limitMinutes'],
  ])
  expect(await findFlows(server.database.sql)).toMatchObject([
    { name: '大家电维修', changedBy: { id: ben.personId, name: 'Ben' } },
  ])
  // What came after the published number stays a change.
  const published = changes[0]?.seq ?? 0
  await forgetFlowChanges(server.database.sql, flowId, { seq: published, kept: [] })
  expect(await findFlowChanges(server.database.sql, flowId)).toEqual(
    changes.filter(({ seq }) => seq > published),
  )
})

it('[D8] the others see pointer and name as the server knows them; who leaves is gone', async () => {
  const [ana, ben] = [await openScreen({ name: 'Ana' }), await openScreen({ name: 'Ben' })]
  ana.setPresence({ cur: [10.4, 20.6], sel: ['repair'] })
  const [seen] = await ben.untilPeers((peers) => peers.some(({ cur }) => cur !== undefined))
  expect(seen).toMatchObject({ cur: [10, 21], sel: ['repair'], user: { name: 'Ana' }, readOnly: false })
  expect(ana.getState().me).toMatchObject({ name: 'Ana', id: ana.personId })
  ana.close()
  await ben.untilPeers((peers) => peers.length === 0)
})

it('[D12] own changes are undone, those of others stay', async () => {
  const [ana, ben] = [await openScreen(), await openScreen()]
  ana.change(() => ana.maps.nodes.delete('end'))
  await ben.untilDocument(() => !ben.maps.nodes.has('end'))
  ben.moveNode('repair', [5, 5])
  await ana.untilDocument(() => String(ana.posOf('repair')) === '5,5')
  ana.undo.undo()
  expect(ana.readNode('end')?.type).toBe('end')
  expect(ana.posOf('repair')).toEqual([5, 5])
})

it('[D20] a comment is by whoever wrote it, and only whether it is resolved can be changed by others', async () => {
  const [ana, ben] = [await openScreen({ name: 'Ana' }), await openScreen({ name: 'Ben' })]
  const say = (screen: FlowScreen, id: string, comment: object) =>
    screen.change(() => screen.maps.comments.set(id, comment))
  const read = (screen: FlowScreen, id: string) => screen.maps.comments.get(id) ?? null
  const asBen = { nodeId: 'repair', text: '同意', authorId: ben.personId, author: 'Ben', at: 1 }
  say(ana, 'forged', asBen)
  const asWritten = { ...asBen, authorId: ana.personId, author: 'Ana' }
  for (const screen of [ana, ben]) {
    await screen.untilDocument(() => JSON.stringify(read(screen, 'forged')).includes(ana.personId))
    expect(read(screen, 'forged')).toEqual(asWritten)
  }

  const own = { ...asBen, text: '换电容' }
  say(ben, 'own', own)
  await ana.untilDocument(() => read(ana, 'own') !== null)
  expect(read(ana, 'own')).toEqual(own)
  say(ana, 'own', { ...own, text: '不换', resolved: true })
  for (const screen of [ana, ben]) {
    await screen.untilDocument(() => JSON.stringify(read(screen, 'own')).includes('"resolved":true'))
    await screen.untilDocument(() => !JSON.stringify(read(screen, 'own')).includes('不换'))
    expect(read(screen, 'own')).toEqual({ ...own, resolved: true })
  }
})

it('[D20] a comment that is deleted, or replaced by something that is none, comes back as it was', async () => {
  const [ana, ben] = [await openScreen({ name: 'Ana' }), await openScreen({ name: 'Ben' })]
  const own = { nodeId: 'repair', text: '换电容', authorId: ben.personId, author: 'Ben', at: 1 }
  const read = (screen: FlowScreen) => screen.maps.comments.get('own')
  ben.change(() => ben.maps.comments.set('own', own))
  const makers = [
    () => ana.maps.comments.delete('own'),
    () => ana.maps.comments.set('own', 1),
    () => ana.maps.comments.set('own', { ...own, text: 1 }),
    () => ben.maps.comments.delete('own'),
  ]
  for (const make of makers) {
    for (const screen of [ana, ben])
      await screen.untilDocument(() => JSON.stringify(read(screen)) === JSON.stringify(own))
    for (const screen of [ana, ben]) expect(read(screen)).toEqual(own)
    ana.change(make)
    for (const screen of [ana, ben]) await screen.untilSaved()
  }
  // Deleted and written anew, it would be another person's.
  ana.change(() => {
    ana.maps.comments.delete('own')
    ana.maps.comments.set('own', { ...own, text: '不换', authorId: ana.personId, author: 'Ana' })
  })
  for (const screen of [ana, ben]) {
    await screen.untilDocument(() => JSON.stringify(read(screen)) === JSON.stringify(own))
    expect(read(screen)).toEqual(own)
  }
})
