import { afterEach, beforeEach, expect, it } from 'vitest'
import { setEngine, standardPolicyId } from '#db/board-dispatch.ts'
import { up } from '#db/migrations/014-shorter-ways.ts'
import { findActivations, findBoardsInForce, insertVersion, putInForce } from '#db/policy-editing.ts'
import { findPolicyVersion } from '#db/policy.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase

const by = { kind: 'person', id: 'd15ba7c4-0000-4000-8000-000000000001', name: 'Ana' } as const

beforeEach(async () => {
  database = await createTestDatabase()
  await database.sql.begin(async (tx) => {
    await tx`alter table policy_version disable trigger policy_version_is_frozen`
    await tx`delete from policy_version where number > 1`
    await tx`alter table policy_version enable trigger policy_version_is_frozen`
    await tx`alter table board_dispatch_change drop column hourly_limit`
  })
})
afterEach(() => database.drop())

/** The columns of then; what writes a line today knows more. */
const giveLine = (boardId: string, number: number) => database.sql`
  insert into board_dispatch (board_id, policy_id, policy_number, mode)
  values (${boardId}, ${standardPolicyId}, ${number}, 'auto')`

const activate = (boardId: string, number: number) => database.sql`
  insert into board_dispatch_change (board_id, policy_id, policy_number, mode, changed_by, changed_at)
  values (${boardId}, ${standardPolicyId}, ${number}, 'auto', ${database.sql.json(by)}, now())`

async function upgrade() {
  await database.sql`alter table policy drop column standard_number`
  await up(database.kysely)
}

const numbers = async () =>
  new Map((await findBoardsInForce(database.kysely)).map(({ name, inForce }) => [name, inForce.number]))

it('boards that took the standard policy go on with its new version, those that chose keep theirs', async () => {
  const own = { policyId: standardPolicyId, number: 2, body: samplePolicy, note: '', createdAt: Date.now() }
  await insertVersion(database.kysely, { ...own, createdBy: by })
  await insertTestBoard(database, { name: 'By hand' })
  const automatic = await insertTestBoard(database, { name: 'Automatic' })
  await giveLine(automatic, 1)
  const chosen = await insertTestBoard(database, { name: 'Chosen' })
  await giveLine(chosen, 2)
  await activate(chosen, 2)
  const back = await insertTestBoard(database, { name: 'Back to the first' })
  await giveLine(back, 1)
  await activate(back, 2)
  await activate(back, 1)
  await upgrade()
  expect(await numbers()).toEqual(
    new Map([
      ['By hand', 3],
      ['Automatic', 3],
      ['Chosen', 2],
      ['Back to the first', 1],
    ]),
  )
  expect(await findPolicyVersion(database.sql, { policyId: standardPolicyId, number: 3 })).toEqual(
    samplePolicy,
  )
  const [newest] = await findActivations(database.kysely, standardPolicyId)
  expect(newest).toMatchObject({ board: 'Automatic', number: 3, changedBy: { name: 'Paidan' } })
})

it('whoever changes the engine alone has put no version in force', async () => {
  await upgrade()
  const boardId = await insertTestBoard(database, { name: 'East' })
  await setEngine(database.kysely, { boardId, dispatchMode: 'auto', by, at: Date.now() })
  expect(await findActivations(database.kysely, standardPolicyId)).toEqual([])
  await putInForce(database.kysely, { boardId, policyId: standardPolicyId, number: 1, by, at: Date.now() })
  expect(await findActivations(database.kysely, standardPolicyId)).toMatchObject([
    { board: 'East', number: 1 },
  ])
})
