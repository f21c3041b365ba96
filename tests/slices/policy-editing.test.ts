import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changePolicies } from '#app/routes/settings.policies._index/change-policies.server.ts'
import { changePolicy } from '#app/routes/settings.policies.$policyId_.change/change-policy.server.ts'
import { answerPreview } from '#app/routes/settings.policies.$policyId_.preview/preview-policy.server.ts'
import type { PolicyAnswer, PolicyChange } from '#app/policy/policy-change.ts'
import {
  findActivations,
  findBoardsInForce,
  findDraft,
  findPolicies,
  findVersions,
} from '#db/policy-editing.ts'
import type { Actor, Role } from '#domain/actor.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { ObjectiveName, Policy } from '#domain/scoring/policy.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'
import { standardPolicy } from '#tests/support/standard-policy.ts'

let database: TestDatabase
let policyId: string
let clock = Date.UTC(2025, 10, 21, 4, 0)
const context = () => ({ database, travelBandsOf: () => defaultTravelBands, now: () => (clock += 1_000) })

const person = (name: string, role: Role = 'admin'): Actor => ({
  kind: 'person',
  id: randomUUID(),
  name,
  role,
  boardIds: [],
})
const ana = person('Ana')
const ben = person('Ben')

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const copy = (name: string, from = standardPolicy.policyId, by = ana) =>
  changePolicies(context(), by, form({ change: 'copy', name, policyId: from }))

beforeEach(async () => {
  const made = await copy(`Nights ${randomUUID()}`)
  if (!made.ok) throw new Error(made.rejection.name)
  policyId = made.policyId
})

const weighing = (name: ObjectiveName, weight: number): Policy => ({
  ...samplePolicy,
  objectives: samplePolicy.objectives.map((one) => (one.name === name ? { ...one, weight } : one)),
})
const ask = (change: unknown, by = ana) => changePolicy(context(), by, { policyId, raw: change })
async function change(given: PolicyChange, by = ana): Promise<Extract<PolicyAnswer, { ok: true }>> {
  const answer = await ask(given, by)
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer
}
const save = (policy: Policy, seen: number | null = null, by = ana, base = 1) =>
  change({ change: 'save', policy, base, seen }, by)
const refuses = (given: unknown, rejection: Rejection, by = ana) =>
  expectRefused(database, () => ask(given, by), rejection)

describe('a draft', () => {
  it('is saved, one per policy; the last save wins and tells whose it has replaced', async () => {
    const { savedAt } = await save(weighing('travel', 20))
    expect(await save(weighing('travel', 21), savedAt)).toMatchObject({ overwrote: null })
    const second = await save(weighing('travel', 22), savedAt, ben)
    expect(second.overwrote).toMatchObject({ name: 'Ana' })
    expect(await findDraft(database.kysely, policyId)).toMatchObject({
      body: weighing('travel', 22),
      changedBy: { name: 'Ben' },
      changedAt: second.savedAt,
    })
  })

  it('is none when it is the newest version again', async () => {
    await save(weighing('travel', 20))
    expect(await save(samplePolicy)).toEqual({ ok: true, savedAt: null, overwrote: null })
    expect(await findDraft(database.kysely, policyId)).toBeUndefined()
  })

  it('does not win over a version published meanwhile', async () => {
    const { savedAt } = await save(weighing('travel', 20))
    await change({ change: 'publish', note: '', boardIds: [], seen: savedAt }, ben)
    await refuses(
      { change: 'save', policy: weighing('travel', 30), base: 1, seen: savedAt },
      { name: 'draft-changed', changedBy: 'Ben' },
    )
  })
})

describe('a version', () => {
  it('is published from the draft, numbered, signed, and never changed', async () => {
    const { savedAt } = await save(weighing('load', 40))
    await change({ change: 'publish', note: 'Less load', boardIds: [], seen: savedAt })
    expect(await findVersions(database.kysely, policyId)).toMatchObject([
      { number: 2, note: 'Less load', createdBy: { name: 'Ana' }, decisions: 0 },
      { number: 1 },
    ])
    expect(await findDraft(database.kysely, policyId)).toBeUndefined()
    for (const statement of [
      database.kysely.updateTable('policy_version').set({ note: 'x' }).where('policy_id', '=', policyId),
      database.kysely.deleteFrom('policy_version').where('policy_id', '=', policyId),
    ])
      await expect(statement.execute()).rejects.toThrow('policy_version is never changed')
  })

  it('is not published unseen, nor without a change', async () => {
    const publish = { change: 'publish', note: '', boardIds: [], seen: null }
    await refuses(publish, { name: 'draft-unchanged' })
    await save(weighing('load', 40), null, ben)
    await refuses(publish, { name: 'draft-changed', changedBy: 'Ben' })
  })

  it('is put back into the draft', async () => {
    const { savedAt } = await save(weighing('load', 40))
    await change({ change: 'publish', note: '', boardIds: [], seen: savedAt })
    await change({ change: 'restore', number: 1 })
    expect((await findDraft(database.kysely, policyId))?.body).toEqual(samplePolicy)
    expect(await change({ change: 'restore', number: 2 })).toMatchObject({ savedAt: null })
    await refuses({ change: 'restore', number: 9 }, { name: 'policy-version-not-found', number: 9 })
  })

  it('runs on a board from when it is put in force there, and it is written down who did it', async () => {
    const boardId = await insertTestBoard(database, { name: 'East' })
    const inForce = async () =>
      (await findBoardsInForce(database.kysely)).find(({ id }) => id === boardId)?.inForce
    expect(await inForce()).toMatchObject(standardPolicy)
    const { savedAt } = await save(weighing('load', 40))
    await change({ change: 'publish', note: '', boardIds: [boardId], seen: savedAt })
    expect(await inForce()).toMatchObject({ policyId, number: 2 })
    await change({ change: 'activate', boardId, number: 1 }, ben)
    await change({ change: 'activate', boardId, number: 1 }, ben)
    expect(await inForce()).toMatchObject({ policyId, number: 1 })
    expect(await findActivations(database.kysely, policyId)).toMatchObject([
      { board: 'East', number: 1, mode: 'off', changedBy: { name: 'Ben' } },
      { board: 'East', number: 2, mode: 'off', changedBy: { name: 'Ana' } },
    ])
  })

  it('is not put in force where there is no board, or a closed one', async () => {
    const closed = await insertTestBoard(database, { closed: true })
    for (const boardId of [randomUUID(), closed])
      await refuses({ change: 'activate', boardId, number: 1 }, { name: 'board-not-found' })
    const { savedAt } = await save(weighing('load', 40))
    await refuses(
      { change: 'publish', note: '', boardIds: [closed], seen: savedAt },
      { name: 'board-not-found' },
    )
  })
})

describe('policies', () => {
  it('are copied and renamed, each under a name of its own', async () => {
    const rename = (name: string) =>
      changePolicies(context(), ana, form({ change: 'rename', name, policyId }))
    const name = `Days ${randomUUID()}`
    expect(await rename(name)).toEqual({ ok: true, policyId })
    const listed = (await findPolicies(database.kysely)).find(({ id }) => id === policyId)
    expect(listed).toMatchObject({ name, newest: 1, hasDraft: false, changedBy: { name: 'Ana' } })
    const taken: Rejection = { name: 'policy-name-taken', policy: name }
    await expectRefused(database, () => copy(name.toUpperCase()), taken)
    await expectRefused(database, () => rename(' '), { name: 'wrong-field', field: 'name' })
    await expectRefused(database, () => copy('x', randomUUID()), { name: 'policy-not-found' })
  })

  it('are no business of anybody but administrators', async () => {
    for (const role of ['supervisor', 'dispatcher', 'service-desk', 'engineer'] as const) {
      const other = person(role, role)
      const no: Rejection = { name: 'not-allowed' }
      await refuses({ change: 'restore', number: 1 }, no, other)
      await expectRefused(database, () => copy('Mine', standardPolicy.policyId, other), no)
      await expectRefused(database, () => answerPreview(context(), other, {}), no)
    }
  })

  const [travel, ...others] = samplePolicy.objectives
  const saving = (policy: unknown) => ({ change: 'save', policy, base: 1, seen: null })
  const travelWith = (given: object) =>
    saving({ ...samplePolicy, objectives: [{ ...travel, ...given }, ...others] })
  const nothingWeighs = samplePolicy.objectives.map((one) => ({ ...one, weight: 0 }))
  it.each<[string, unknown, Rejection]>([
    ['nothing', null, { name: 'wrong-field', field: 'change' }],
    ['an unknown change', { change: 'burn' }, { name: 'wrong-field', field: 'change' }],
    [
      'a weight that is no number',
      travelWith({ weight: Number.NaN }),
      { name: 'wrong-field', field: 'objectives.0.weight' },
    ],
    [
      'weights that are all zero',
      saving({ ...samplePolicy, objectives: nothingWeighs }),
      { name: 'policy-flawed', flaw: { name: 'all-weights-zero' } },
    ],
    [
      'a weight beyond all weights',
      travelWith({ weight: 1e12 }),
      { name: 'policy-flawed', flaw: { name: 'weight-out-of-range', objective: 'travel' } },
    ],
    [
      'a curve with one point',
      travelWith({ curve: [{ at: 0, grade: 1 }] }),
      { name: 'policy-flawed', flaw: { name: 'curve', objective: 'travel', flaw: 'too-few-points' } },
    ],
    [
      'a floor that no score reaches',
      saving({ ...samplePolicy, automatic: { floor: 101, lead: 0 } }),
      { name: 'policy-flawed', flaw: { name: 'number-out-of-range', field: 'floor' } },
    ],
  ])('refuse %s by name, and change nothing', (_what, given, rejection) => refuses(given, rejection))
})

describe('a preview', () => {
  let town: SmallTown
  beforeAll(async () => {
    town = await buildSmallTown(database)
  })
  const preview = (policy: unknown, boardId = town.boardId) =>
    answerPreview(context(), ana, { boardId, policy })

  it('compares the draft with what runs on the board, over its last tickets', async () => {
    const answer = await preview(samplePolicy)
    if (!answer.ok) throw new Error(answer.rejection.name)
    const { tickets, before, after, excludedBy } = answer.preview
    expect(tickets.map(({ number }) => number)).toEqual(town.tickets.map(({ number }) => number).reverse())
    expect(tickets.every(({ changed, after: choice }) => !changed && choice !== null)).toBe(true)
    expect(after).toEqual(before)
    expect(excludedBy).toEqual({ 'skill-missing': 3 })
  })

  it('follows the rules of the draft', async () => {
    const rules = { ...samplePolicy.rules, 'max-travel': true }
    const answer = await preview({ ...samplePolicy, rules, maxTravelMinutes: 1 })
    expect(answer).toMatchObject({
      ok: true,
      preview: { excludedBy: { 'travel-too-long': 6 }, after: { meters: 0 } },
    })
  })

  it('travels as fast as the finished trips of the board have shown', async () => {
    const rules = { ...samplePolicy.rules, 'max-travel': true }
    const crawling = {
      ...defaultTravelBands,
      bands: defaultTravelBands.bands.map((band) => ({ ...band, kmPerHour: 0.1 })),
    }
    const asked = new Set<string>()
    const travelBandsOf = (boardId: string) => {
      asked.add(boardId)
      return crawling
    }
    const answer = await answerPreview({ ...context(), travelBandsOf }, ana, {
      boardId: town.boardId,
      policy: { ...samplePolicy, rules },
    })
    expect(asked).toEqual(new Set([town.boardId]))
    if (!answer.ok) expect.fail(answer.rejection.name)
    expect(answer.preview.excludedBy['travel-too-long']).toBeGreaterThan(0)
    expect(answer.preview.bands).toEqual(crawling)
  })

  it('refuses a flawed policy and a board that is not there', async () => {
    await expectRefused(database, () => preview({ ...samplePolicy, objectives: [] }), {
      name: 'wrong-field',
      field: 'objectives',
    })
    await expectRefused(database, () => preview(samplePolicy, randomUUID()), { name: 'board-not-found' })
  })
})
