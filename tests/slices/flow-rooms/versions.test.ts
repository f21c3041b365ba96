import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseGraph, type FlowGraph } from '#domain/flow-graph/graph.ts'
import { readFlowJson } from '#contract/flow-draft.ts'
import { findFlowVersionGraph, findFlowVersions } from '#db/flow-versions.ts'
import type { Actor } from '#domain/actor.ts'
import { restoreGraph } from '#app/flow-editor/versions/restore-graph.ts'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import { publishFlow } from '#server/commands/publish-flow.ts'
import { reviewFlow } from '#server/commands/review-flow.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { soundDraft } from '#tests/support/drawing-room.ts'
import { insertTestFlow, openFlowScreenAs, type FlowScreen } from '#tests/support/flow-screen.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let flowId: string
let nodes: TestServer[]
let ana: Extract<Actor, { kind: 'person' }>
const opened: { close: () => void }[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  flowId = await insertTestFlow(database, soundDraft())
  nodes = await Promise.all([0, 1].map(() => startTestServer({ database })))
  const { personId } = await signIn(database, { role: 'admin', boardIds: [], name: 'Ana' })
  ana = { kind: 'person', id: personId, name: 'Ana', role: 'admin', boardIds: [] }
})
afterEach(async () => {
  for (const screen of opened.splice(0)) screen.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

async function open(index: number, name: string): Promise<Omit<FlowScreen, 'personId'>> {
  const { cookie } = await signIn(database, { role: 'admin', boardIds: [], name })
  const screen = openFlowScreenAs({ url: nodes[index]?.url ?? '', flowId, cookie })
  opened.push(screen)
  await screen.untilLive()
  return screen
}

/** As the page does it, but nobody is told. */
async function publish(name = ''): Promise<number> {
  const ports = {
    database,
    flushFlow: () => Promise.resolve(),
    announceVersion: () => undefined,
    now: Date.now,
  }
  const looked = await reviewFlow(ports, ana, flowId)
  if (!looked.ok) throw new Error(looked.rejection.name)
  const { seq, version } = looked.review
  const raw = { seen: { seq, version: version?.number ?? null }, name }
  const answer = await publishFlow(ports, ana, { flowId, raw })
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.number
}

function graphOf({ doc }: Pick<FlowScreen, 'doc'>): FlowGraph {
  const parsed = parseGraph(readFlowJson(doc))
  if (!parsed.ok) throw new Error(`no flow: ${parsed.path}`)
  return parsed.graph
}
async function version(number: number): Promise<FlowGraph> {
  const graph = await findFlowVersionGraph(database.sql, flowId, number)
  if (!graph) throw new Error(`there is no version ${number}`)
  return graph
}

it('[D18] who has the flow open on any node learns the newest number, also when the ring is lost', async () => {
  const [one, other] = [await open(0, 'Ana'), await open(1, 'Ben')]
  await Promise.all([one, other].map((screen) => screen.until((state) => state.version === 0)))
  await publish()
  await Promise.all([one, other].map((screen) => screen.until((state) => state.version === 1)))
  const late = await open(1, 'Late')
  await late.until((state) => state.version === 1)
})

it('[D19] a version is restored as one change that merges and that one undo takes back', async () => {
  await publish('first')
  const [one, other] = [await open(0, 'Ana'), await open(1, 'Ben')]
  one.configure('accept', 'limitMinutes', 30)
  one.change(() => one.maps.nodes.delete('dispatch'))
  await one.untilSaved()
  await other.untilDocument(() => !other.maps.nodes.has('dispatch'))
  const drawn = graphOf(one)

  other.configure('end', 'name', 'Ende')
  restoreGraph(one, await version(1))
  await Promise.all([one.untilSaved(), other.untilSaved()])
  const isRestored = (screen: typeof one) => () =>
    screen.maps.nodes.has('dispatch') && screen.readNode('end')?.config['name'] === 'Ende'
  await Promise.all([one.untilDocument(isRestored(one)), other.untilDocument(isRestored(other))])
  expect(graphDifference(await version(1), graphOf(other)).map(({ id }) => id)).toEqual([
    'setting-changed:end:name',
  ])

  one.undo.undo()
  await other.untilDocument(() => !other.maps.nodes.has('dispatch'))
  expect(graphDifference(drawn, graphOf(other)).map(({ id }) => id)).toEqual(['setting-changed:end:name'])
})

it('the list of versions has names, people, and how many tickets run on each', async () => {
  await publish('first')
  const screen = await open(0, 'Ben')
  screen.configure('accept', 'limitMinutes', 30)
  await screen.untilSaved()
  await publish()
  expect(await findFlowVersions(database.sql, flowId)).toMatchObject([
    { number: 2, name: '', createdBy: { name: 'Ana' }, running: 0 },
    { number: 1, name: 'first', running: 0 },
  ])
  expect((await version(2)).nodes['accept']?.config['limitMinutes']).toBe(30)
  expect(await findFlowVersionGraph(database.sql, flowId, 3)).toBeUndefined()
})
