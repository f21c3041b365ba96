import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { readMovePlan } from '#contract/flow-draft.ts'
import { findMigrations } from '#db/flow-migration.ts'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { configOf } from '#tests/support/drawing-room.ts'
import { openFlowScreen, type FlowScreen } from '#tests/support/flow-screen.ts'
import { publishDraft, publishTestFlow, type PublishedTestFlow } from '#tests/support/running-flow.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'

let database: TestDatabase
let node: Awaited<ReturnType<typeof startFlowNode>>
let flow: PublishedTestFlow
let screens: FlowScreen[]

beforeAll(async () => {
  database = await createTestDatabase()
  node = await startFlowNode(database, {})
})
afterAll(async () => {
  await node.close()
  await database.drop()
})
beforeEach(async () => {
  flow = await publishTestFlow(database, threeSteps)
  screens = []
})
afterEach(() => {
  for (const screen of screens) screen.close()
})

async function look() {
  const screen = await openFlowScreen(database, { url: node.url, flowId: flow.flowId })
  screens.push(screen)
  await screen.untilLive()
  return screen
}

const planOn = (screen: FlowScreen, newest = 1) => Object.fromEntries(readMovePlan(screen.doc, newest))

/** Takes a step out of the middle, as the canvas does. */
const takeOut = ({ change, maps }: FlowScreen, nodeId: string, next: string) =>
  change(() => {
    for (const [id, edge] of [...maps.edges.entries()] as [string, { source: string; target: string }][]) {
      if (edge.source === nodeId) maps.edges.delete(id)
      if (edge.target === nodeId) maps.edges.set(id, { ...edge, target: next })
    }
    maps.nodes.delete(nodeId)
    configOf(maps, next).set('vacant', { kind: 'wait' })
  })
const plan = ({ change, maps }: FlowScreen, nodeId: string, to: string | null, after = 1) =>
  change(() => maps.moves.set(nodeId, { to, after }))

it('[G5] [G9] a plan is shared and undone like a change, and publishing orders what it comes to, in its transaction', async () => {
  const ana = await look()
  const ben = await look()
  takeOut(ana, 'dispatch', 'settle')
  plan(ana, 'accept', 'settle')
  await ana.untilSaved()
  ben.undo.stopCapturing()
  plan(ben, 'dispatch', 'settle')
  await ana.untilDocument(() => planOn(ana)['dispatch'] === 'settle')
  ben.undo.undo()
  await ana.untilDocument(() => planOn(ana)['dispatch'] === undefined)
  expect(planOn(ben)).toEqual({ accept: 'settle' })
  ben.undo.redo()
  await ben.untilSaved()

  // "Accept" has stayed and leads elsewhere now, so what was said of it holds as well.
  await publishDraft(database, flow.admin, flow.flowId)
  const rows = await database.kysely
    .selectFrom('flow_migration')
    .select(['to_number', 'mapping', 'only_nodes'])
    .where('flow_id', '=', flow.flowId)
    .execute()
  expect(rows).toEqual([
    { to_number: 2, mapping: { accept: 'settle', dispatch: 'settle' }, only_nodes: ['accept', 'dispatch'] },
  ])

  // It held for that version and holds for no later one.
  expect(planOn(ana, 2)).toEqual({})
  ana.configure('settle', 'limitMinutes', 90)
  await ana.untilSaved()
  await publishDraft(database, flow.admin, flow.flowId)
  expect(await findMigrations(database.sql, flow.flowId, 5)).toHaveLength(1)
})
