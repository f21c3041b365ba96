import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { applyUpdate, applyUpdateV2, Doc } from 'yjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flowDocumentMaps } from '#contract/flow-draft.ts'
import type { FlowReviewAnswer, PublishAnswer } from '#contract/flow-publishing.ts'
import { findDocumentAfter } from '#db/flow-documents.ts'
import type { Actor } from '#domain/actor.ts'
import { parseGraph, type FlowGraph } from '#domain/flow-graph/graph.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
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
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
const people: Extract<Actor, { kind: 'person' }>[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  for (const name of ['Ana', 'Ben']) {
    const { personId } = await signIn(database, { role: 'admin', boardIds: [], name })
    people.push({ kind: 'person', id: personId, name, role: 'admin', boardIds: [] })
  }
})
afterAll(() => database.drop())

const who = fc.nat(1)
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('limit', 'move', 'cut', 'mend', 'mend', 'comment'),
      who,
      n: fc.nat(99),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('review'), who, n: fc.nat(99) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('publish'), who, n: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle'), who, n: fc.nat(99) }) },
)

it(
  '[D17] however edits and publishing are interleaved, each version is the sound prefix that was looked at',
  { timeout: 120_000 },
  async () => {
    let published = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        published += await playAndCheck(steps)
      }),
      { numRuns: 200 },
    )
    // Otherwise the rule was hardly tried.
    expect(published).toBeGreaterThan(100)
  },
)

/** Nothing waits for anything but a 'settle': reviews, publishing and storing run at the same time. */
async function playAndCheck(steps: readonly { do: string; who: number; n: number }[]): Promise<number> {
  const flowId = randomUUID()
  const [ana] = people
  if (!ana) throw new Error('nobody is there')
  await createFlow(database, ana, { id: flowId, draft: soundDraft(), now: Date.now() })
  const drawing = await openDrawingRoom(database, flowId)
  const ports = {
    database,
    flushFlow: () => drawing.room.flush(),
    announceVersion: () => undefined,
    now: Date.now,
  }
  const reviews = new Map<number, Promise<FlowReviewAnswer>>()
  const answers: Promise<{ seen: number; answer: PublishAnswer }>[] = []

  const look = (by: Actor, index: number) => {
    const looking = reviewFlow(ports, by, flowId)
    reviews.set(index, looking)
    return looking
  }
  const publish = async (by: Actor, looking: Promise<FlowReviewAnswer>) => {
    const looked = await looking
    if (!looked.ok) throw new Error('the review was refused')
    const { seq, version } = looked.review
    const raw = { seen: { seq, version: version?.number ?? null } }
    return { seen: seq, answer: await publishFlow(ports, by, { flowId, raw }) }
  }
  for (const one of steps) {
    const by = people[one.who] ?? ana
    if (one.do === 'review') void look(by, one.who)
    else if (one.do === 'publish') {
      // Half of them look once more, the others publish what they saw some time ago.
      const looking = one.n % 2 === 0 ? undefined : reviews.get(one.who)
      answers.push(publish(by, looking ?? look(by, one.who)))
    } else if (one.do === 'settle') await Promise.all([...reviews.values(), ...answers, drawing.room.flush()])
    else edit(drawing, by, one)
  }
  const answered = await Promise.all(answers)
  await Promise.all(reviews.values())
  await drawing.close()

  const prefix = await readPrefixes(flowId)
  const rows = await database.kysely
    .selectFrom('flow_version')
    .selectAll()
    .where('flow_id', '=', flowId)
    .orderBy('number')
    .execute()
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
  for (const { number, seq, graph } of rows) {
    expect(graph).toEqual(prefix(seq))
    const problems = validateGraph(graph, { fields: starterFields, allowPrivateHosts: false })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const told = answered.filter(({ answer }) => answer.ok && answer.number === number)
    expect(told.map(({ seen }) => prefix(seen))).toEqual([graph])
  }
  for (const { answer } of answered)
    if (!answer.ok)
      expect(['draft-moved', 'flow-published', 'flow-flawed', 'draft-unchanged']).toContain(
        answer.rejection.name,
      )
  return rows.length
}

/** Cutting the first way makes the flow unsound, mending it sound again. */
function edit({ draw }: DrawingRoom, by: { id: string; name: string }, one: { do: string; n: number }) {
  draw(by, (maps) => {
    if (one.do === 'limit') configOf(maps, 'accept').set('limitMinutes', one.n + 1)
    else if (one.do === 'move') nodeOf(maps, 'dispatch').set('pos', [one.n, 0])
    else if (one.do === 'comment') maps.comments.set(`c${one.n}`, { nodeId: 'accept' })
    else {
      for (const [id, edge] of maps.edges)
        if (typeof edge === 'object' && edge !== null && 'source' in edge && edge.source === 'start')
          maps.edges.delete(id)
      if (one.do === 'mend') maps.edges.set(`way-${one.n}`, { source: 'start', target: 'accept' })
    }
  })
}

/** What the log holds up to a number. The logs here are too short to be put into a snapshot. */
async function readPrefixes(flowId: string): Promise<(seq: number) => FlowGraph> {
  const stored = await findDocumentAfter(database.sql, flowId, -1)
  return (seq) => {
    const doc = new Doc()
    const { meta, nodes, edges } = flowDocumentMaps(doc)
    for (const row of stored.filter((one) => one.seq <= seq))
      (row.isSnapshot ? applyUpdateV2 : applyUpdate)(doc, row.bytes)
    const parsed = parseGraph({ meta: meta.toJSON(), nodes: nodes.toJSON(), edges: edges.toJSON() })
    if (!parsed.ok) throw new Error(`the log is no flow at ${parsed.path}`)
    return parsed.graph
  }
}
