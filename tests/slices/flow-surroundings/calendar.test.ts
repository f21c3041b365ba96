import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCalendarList, findCalendars } from '#db/calendar.ts'
import { insertFlowVersion } from '#db/flow-versions.ts'
import type { Actor, Role } from '#domain/actor.ts'
import { createDeadline } from '#domain/calendar/deadline.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { Rejection } from '#domain/rejection.ts'
import { changeCalendar } from '#server/commands/change-calendar.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const person = (role: Role): Actor => ({ kind: 'person', id: randomUUID(), name: 'Ana', role, boardIds: [] })
const ana = person('admin')
const moment = Date.parse('2026-11-22T09:00:00Z')
const change = (raw: unknown, by = ana) => changeCalendar({ database, now: () => moment }, by, raw)

const day = [{ fromMinute: 540, toMinute: 1_080 }]
const calendar = { timeZone: 'Asia/Shanghai', week: [day, day, day, day, day, [], []], days: {} }
const save = (id: string, name: string, more = {}) =>
  change({ change: 'save', id, name, calendar: { ...calendar, ...more } })

const expectRefused = (answer: Awaited<ReturnType<typeof change>>, rejection: Rejection) =>
  expect(answer).toEqual({ ok: false, rejection })

describe('a working calendar', () => {
  it('[M1] counts the limits that are set after it was changed', async () => {
    const id = randomUUID()
    const friday = Date.parse('2026-11-20T16:00:00+08:00')
    await save(id, '办公时间')
    expect(createDeadline(await findCalendars(database.sql))(id, friday, 180)).toBe(
      Date.parse('2026-11-23T10:00:00+08:00'),
    )
    await save(id, '办公时间', { week: [day, day, day, day, day, day, []] })
    expect(createDeadline(await findCalendars(database.sql))(id, friday, 180)).toBe(
      Date.parse('2026-11-21T10:00:00+08:00'),
    )
    const saved = await findCalendarList(database.sql)
    expect(saved.find((one) => one.id === id)).toMatchObject({
      changedBy: { name: 'Ana' },
      changedAt: moment,
    })
  })

  it('[M3] has a name of its own, and hours that can be', async () => {
    await save(randomUUID(), 'Nights')
    expectRefused(await save(randomUUID(), 'nights'), { name: 'calendar-name-taken', calendar: 'nights' })
    expectRefused(await save(randomUUID(), 'Days', { week: [] }), {
      name: 'wrong-field',
      field: 'calendar.week',
    })
    expectRefused(await change({ change: 'save', id: '1' }), { name: 'wrong-field', field: 'id' })
  })

  it('[M3] is for administrators', async () => {
    for (const role of ['supervisor', 'dispatcher', 'service-desk', 'engineer'] as const)
      expectRefused(await change({ change: 'delete', id: randomUUID() }, person(role)), {
        name: 'not-allowed',
      })
  })

  it('[M4] by which a published version counts cannot be deleted', async () => {
    const [id, unused] = [randomUUID(), randomUUID()]
    await save(id, 'Of a version')
    await save(unused, 'Of none')
    await publishWith(id)
    expectRefused(await change({ change: 'delete', id }), {
      name: 'calendar-in-use',
      flow: 'Repair',
      number: 1,
    })
    expect(await change({ change: 'delete', id: unused })).toMatchObject({ ok: true })
    expectRefused(await change({ change: 'delete', id: unused }), { name: 'calendar-not-found' })
  })
})

async function publishWith(calendarId: string) {
  const flowId = randomUUID()
  const by = { kind: 'person' as const, id: ana.id, name: 'Ana' }
  await database.kysely
    .insertInto('flow')
    .values({ id: flowId, name: 'Repair', created_by: by, created_at: moment })
    .execute()
  const name = { 'zh-CN': '等', en: 'Wait' }
  const wait = {
    ...{ id: 'wait', type: 'timer' as const, name, next: {}, block: null, closes: null },
    config: { name, stage: null, from: 'entered' as const, minutes: 60, calendar: calendarId },
  }
  const compiled: FlowVersion = { flowId, number: 1, name, startNodeId: 'wait', nodes: { wait } }
  const graph = { meta: { schema: 1 as const, name }, nodes: {}, edges: {} }
  await database.sql.begin((tx) =>
    insertFlowVersion(tx, {
      ...{ compiled, graph, name: '', seq: 0, document: new Uint8Array(), createdBy: by, createdAt: moment },
    }),
  )
}
