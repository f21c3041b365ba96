import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { changeEngine } from '#app/routes/boards.$boardId_.dispatch/change-engine.server.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string

beforeAll(async () => {
  server = await startTestServer()
  boardId = await insertTestBoard(server.database)
})
afterAll(() => server.close())

const someone = (role: Extract<Actor, { kind: 'person' }>['role'], boardIds = [boardId]): Actor => ({
  kind: 'person',
  id: 'd15ba7c4-0000-4000-8000-000000000001',
  name: 'Ana',
  role,
  boardIds,
})
const change = (actor: Actor, raw: unknown) =>
  changeEngine({ database: server.database, now: Date.now }, actor, boardId, raw)

const audit = () => server.database.sql`
  select mode, hand_out as "handOut", offer_seconds as seconds, hourly_limit as "limit",
    changed_by->>'name' as by from board_dispatch_change where board_id = ${boardId} order by id`

describe('the switch of who dispatches', () => {
  it('is no matter for the service desk, for engineers, or for people of other boards', async () => {
    const refusal = { ok: false, rejection: { name: 'not-allowed' } }
    expect(await change(someone('service-desk'), { dispatchMode: 'auto' })).toEqual(refusal)
    expect(await change(someone('engineer'), { dispatchMode: 'auto' })).toEqual(refusal)
    expect(await change(someone('dispatcher', []), { dispatchMode: 'auto' })).toEqual(refusal)
    expect(await audit()).toEqual([])
  })

  it.each([
    [{ dispatchMode: 'always' }, 'dispatchMode'],
    [{ handOut: 'lottery' }, 'handOut'],
    [{ offerSeconds: 1 }, 'offerSeconds'],
    [{ hourlyLimit: 0 }, 'hourlyLimit'],
    [{ hourlyLimit: 30.5 }, 'hourlyLimit'],
    [{ mode: 'auto' }, 'engine'],
    [{}, 'engine'],
    [null, 'engine'],
    ['auto', 'engine'],
  ])('refuses %j by name', async (raw, field) => {
    const answer = { ok: false, rejection: { name: 'wrong-field', field } }
    expect(await change(someone('dispatcher'), raw)).toEqual(answer)
    expect(await audit()).toEqual([])
  })

  it('writes down who switched, and nothing when it is so already', async () => {
    const changes = [
      { dispatchMode: 'auto' },
      { dispatchMode: 'auto' },
      { handOut: 'offer', offerSeconds: 120 },
      { hourlyLimit: 10 },
    ]
    for (const raw of [...changes, { dispatchMode: 'off' }])
      expect(await change(someone('dispatcher'), raw)).toEqual({ ok: true })
    const standard = { handOut: 'assignment', seconds: 60, limit: 30, by: 'Ana' }
    const offers = { handOut: 'offer', seconds: 120, limit: 30, by: 'Ana' }
    expect([...(await audit())]).toEqual([
      { mode: 'auto', ...standard },
      { mode: 'auto', ...offers },
      { mode: 'auto', ...offers, limit: 10 },
      { mode: 'off', ...offers, limit: 10 },
    ])
  })
})
