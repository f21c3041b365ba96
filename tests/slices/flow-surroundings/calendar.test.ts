import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findCalendars } from '#db/calendar.ts'
import { createDeadline } from '#domain/calendar/deadline.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const day = [{ fromMinute: 540, toMinute: 1_080 }]
const body = { timeZone: 'Asia/Shanghai', week: [day, day, day, day, day, [], []], days: {} }

it('[M1] limits count by the calendars of the installation', async () => {
  const id = randomUUID()
  await database.kysely
    .insertInto('calendar')
    .values({ id, name: '办公时间', body, changed_by: null, changed_at: 0 })
    .execute()
  const deadline = createDeadline(await findCalendars(database.sql))
  expect(deadline(id, Date.parse('2026-11-20T16:00:00+08:00'), 180)).toBe(
    Date.parse('2026-11-23T10:00:00+08:00'),
  )
})
