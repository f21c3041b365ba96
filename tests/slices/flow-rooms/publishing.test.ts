import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFlowNode } from '#contract/flow-draft.ts'
import type { FlowReview } from '#contract/flow-publishing.ts'
import { findFlows } from '#db/flow-documents.ts'
import type { Actor, Role } from '#domain/actor.ts'
import type { Rejection } from '#domain/rejection.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import { publishFlow } from '#server/commands/publish-flow.ts'
import { reviewFlow } from '#server/commands/review-flow.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import {
  configOf,
  nodeOf,
  openDrawingRoom,
  soundDraft,
  type DrawingRoom,
} from '#tests/support/drawing-room.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
let flowId: string
let drawing: DrawingRoom
let ana: Extract<Actor, { kind: 'person' }>
let ben: typeof ana

const person = async (name: string, role: Role = 'admin'): Promise<typeof ana> => {
  const { personId } = await signIn(database, { role, boardIds: [], name })
  return { kind: 'person', id: personId, name, role, boardIds: [] }
}

beforeAll(async () => {
  database = await createTestDatabase()
  ana = await person('Ana')
  ben = await person('Ben')
})
afterAll(() => database.drop())

beforeEach(async () => {
  flowId = randomUUID()
  const made = await createFlow(database, ana, { id: flowId, draft: soundDraft(), now: Date.now() })
  if (!made.ok) throw new Error(made.rejection.name)
  drawing = await openDrawingRoom(database, flowId)
})
afterEach(() => drawing.close())

const ports = () => ({
  database,
  flushFlow: () => drawing.room.flush(),
  announceVersion: () => undefined,
  now: Date.now,
})

async function review(): Promise<FlowReview> {
  const answer = await reviewFlow(ports(), ana, flowId)
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.review
}
const seenIn = ({ seq, version }: FlowReview) => ({ seq, version: version?.number ?? null })
const ask = (raw: unknown, by: Actor = ana) => publishFlow(ports(), by, { flowId, raw })
async function publish(changeIds?: readonly string[], by = ana): Promise<number> {
  const answer = await ask({ seen: seenIn(await review()), ...(changeIds && { changeIds }) }, by)
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.number
}
const refuses = (raw: unknown, rejection: Rejection, by: Actor = ana) =>
  expectRefused(database, () => ask(raw, by), rejection)
const rows = () =>
  database.kysely
    .selectFrom('flow_version')
    .selectAll()
    .where('flow_id', '=', flowId)
    .orderBy('number')
    .execute()
const authorsOf = ({ changes }: FlowReview) =>
  changes.map(({ change, authors }) => [change.id, ...authors.map(({ name }) => name)])

const setLimit = (by: typeof ana, minutes: number) =>
  drawing.draw(by, (maps) => configOf(maps, 'accept').set('limitMinutes', minutes))
const move = (by: typeof ana, nodeId: string) =>
  drawing.draw(by, (maps) => nodeOf(maps, nodeId).set('pos', [7, 7]))
/** A check between accepting and dispatching. */
const addCheck = (by: typeof ana) =>
  drawing.draw(by, ({ nodes, edges }) => {
    const config = { name: '核对', handler: { kind: 'role', role: 'service-desk' } }
    nodes.set('check', createFlowNode({ type: 'task', pos: [0, 99], config }))
    for (const [id, edge] of edges)
      if (typeof edge === 'object' && edge !== null && 'source' in edge && edge.source === 'accept')
        edges.delete(id)
    edges.set('to-check', { source: 'accept', target: 'check' })
    edges.set('from-check', { source: 'check', target: 'dispatch' })
  })

describe('the first version', () => {
  it('is the graph the flow was made from, numbered, signed, named and frozen', async () => {
    const seen = await review()
    expect(seen).toMatchObject({ version: null, problems: [] })
    expect(new Set(seen.changes.flatMap(({ authors }) => authors.map(({ name }) => name)))).toEqual(
      new Set(['Ana']),
    )
    expect(await ask({ seen: seenIn(seen), name: ' Spring ' })).toEqual({ ok: true, number: 1 })
    expect(await rows()).toMatchObject([
      {
        number: 1,
        name: 'Spring',
        seq: 0,
        created_by: { id: ana.id },
        graph: { nodes: { accept: { type: 'task' } } },
        compiled: { flowId, number: 1, startNodeId: 'start' },
      },
    ])
    await expect(database.sql`update flow_version set name = 'x' where flow_id = ${flowId}`).rejects.toThrow(
      'flow_version is never changed',
    )
  })
})

describe('publishing', () => {
  beforeEach(() => publish())

  it('lists the changes since the last version by author, and forgets them when they are published', async () => {
    setLimit(ana, 30)
    move(ben, 'dispatch')
    move(ana, 'dispatch')
    const seen = await review()
    expect(authorsOf(seen)).toEqual(
      [
        ['setting-changed:accept:limitMinutes', 'Ana'],
        ['node-moved:dispatch', 'Ana', 'Ben'],
      ].map(([id = '', ...names]) => [id, ...names.sort()]),
    )
    expect(await publish(undefined, ben)).toBe(2)
    expect(await review()).toMatchObject({ version: { number: 2 }, changes: [] })
    const flow = (await findFlows(database.sql)).find(({ id }) => id === flowId)
    expect(flow?.changedBy).toEqual({ id: ben.id, name: 'Ben' })
  })

  it('[D17] takes what was taken and not stored yet, and says who has changed what since one looked', async () => {
    setLimit(ana, 30)
    const seen = seenIn(await review())
    expect(seen.seq).toBe(1)
    setLimit(ben, 45)
    drawing.draw(ben, ({ edges }) => edges.delete([...edges.keys()][0] ?? ''))
    await drawing.room.flush()
    const answer = await ask({ seen })
    expect(answer).toMatchObject({
      ok: false,
      rejection: {
        name: 'draft-moved',
        changes: [
          { author: 'Ben', map: 'edges', field: '' },
          { author: 'Ben', map: 'nodes', elementId: 'accept', field: 'config.limitMinutes' },
        ],
      },
    })
    if (!answer.ok) await refuses({ seen }, answer.rejection)
  })

  it('does not mind a comment', async () => {
    setLimit(ana, 30)
    const seen = seenIn(await review())
    drawing.draw(ben, ({ comments }) => comments.set('c', { nodeId: 'accept', text: '?' }))
    expect(await ask({ seen })).toEqual({ ok: true, number: 2 })
  })

  it('refuses a flow with errors, with its problems', async () => {
    drawing.draw(ana, ({ nodes }) => nodes.delete('end'))
    const seen = await review()
    const errors = seen.problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ name }) => name)).toContain('end-missing')
    await refuses({ seen: seenIn(seen) }, { name: 'flow-flawed', problems: seen.problems })
  })

  it('refuses what is shaped like no node', async () => {
    drawing.draw(ana, (maps) => nodeOf(maps, 'accept').set('type', 'volcano'))
    const seen = await review()
    expect(seen.problems).toContainEqual(expect.objectContaining({ name: 'malformed', nodeId: 'accept' }))
    await refuses({ seen: seenIn(seen) }, { name: 'flow-flawed', problems: seen.problems })
  })

  it('refuses a draft without changes, a number that is none, and who is no administrator', async () => {
    const seen = seenIn(await review())
    await refuses({ seen }, { name: 'draft-unchanged' })
    await refuses({ seen: { ...seen, seq: 99 } }, { name: 'wrong-field', field: 'seen' })
    await refuses({ seen, changeIds: [] }, { name: 'wrong-field', field: 'changeIds' })
    await refuses({ seen, changeIds: ['nothing'] }, { name: 'draft-unchanged' })
    const dispatcher = await person('Dora', 'dispatcher')
    await refuses({ seen }, { name: 'not-allowed' }, dispatcher)
    expect(await reviewFlow(ports(), dispatcher, flowId)).toMatchObject({
      rejection: { name: 'not-allowed' },
    })
  })

  it('[D17] of two at once publishes one; the second is told, and the numbers have no gap', async () => {
    setLimit(ana, 30)
    const seen = seenIn(await review())
    const answers = await Promise.all([ask({ seen }, ana), ask({ seen }, ben)])
    expect(answers).toContainEqual({ ok: true, number: 2 })
    const winner = answers[0].ok ? 'Ana' : 'Ben'
    const rejection: Rejection = { name: 'flow-published', number: 2, publishedBy: winner }
    expect(answers).toContainEqual({ ok: false, rejection })
    await refuses({ seen }, rejection)
    setLimit(ben, 60)
    expect(await publish()).toBe(3)
  })

  it("publishes one author's changes without another's; what is left stays theirs", async () => {
    setLimit(ana, 30)
    addCheck(ben)
    const seen = await review()
    const hers = seen.changes.filter(({ authors }) => authors.every(({ id }) => id === ana.id))
    expect(hers.map(({ change }) => change.id)).toEqual(['setting-changed:accept:limitMinutes'])
    expect(await publish(hers.map(({ change }) => change.id))).toBe(2)
    const [, second] = await rows()
    expect(second?.graph.nodes['accept']?.config['limitMinutes']).toBe(30)
    expect(second?.graph.nodes).not.toHaveProperty('check')

    const left = await review()
    expect(left.changes.every(({ authors }) => authors.every(({ id }) => id === ben.id))).toBe(true)
    expect(left.changes.map(({ change }) => change.id)).toContain('node-added:check')
    expect(await publish()).toBe(3)
    expect((await rows())[2]?.compiled.nodes).toHaveProperty('check')
  })

  it('refuses a choice that needs what was left out, and a choice that makes no sound flow', async () => {
    addCheck(ben)
    const seen = await review()
    const needs = seen.changes.find(({ change }) => change.id === 'edge-added:from-check')?.needs ?? []
    expect(needs).toContain('node-added:check')
    await refuses(
      { seen: seenIn(seen), changeIds: ['edge-added:from-check'] },
      { name: 'changes-torn', missing: needs },
    )
    const answer = await ask({ seen: seenIn(seen), changeIds: ['node-added:check'] })
    expect(answer).toMatchObject({ ok: false, rejection: { name: 'flow-flawed' } })
  })
})
