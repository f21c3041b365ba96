import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyBoardEvents } from '#contract/board-event.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { demoBoardId, demoEngine, hasDemoCity, seedDemoCity } from '#db/seed/demo-city.ts'
import { slaState } from '#domain/sla/sla-state.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

// Half past four in the morning on the demo's clocks: an hour at which a plan for office hours would fail.
const now = Date.UTC(2025, 10, 20, 20, 30)

let database: TestDatabase
let tickets: ReadonlyMap<string, Ticket>

const seed = () =>
  seedDemoCity({
    database,
    runCommandAt: (at) =>
      createRunCommand({ sql: database.sql, now: () => at, onCommitted: () => undefined }),
    now,
  })

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('the demo city', () => {
  it('is made on an empty database, once', async () => {
    expect(await hasDemoCity(database)).toBe(false)
    expect(await seed()).toBe('made')
    expect(await seed()).toBe('there')
    expect(await hasDemoCity(database)).toBe(true)
  })

  it('starts with forty open tickets in the columns of the picture', async () => {
    const snapshot = await findBoardSnapshot(database.sql, demoBoardId, now)
    tickets = new Map(snapshot?.tickets.map((ticket) => [ticket.id, ticket]))
    const count = (keyOf: (ticket: Ticket) => string) =>
      [...tickets.values()].reduce<Record<string, number>>(
        (counts, ticket) => ({ ...counts, [keyOf(ticket)]: (counts[keyOf(ticket)] ?? 0) + 1 }),
        {},
      )
    expect(count(({ stage }) => stage)).toEqual({
      intake: 2,
      'to-dispatch': 10,
      assigned: 9,
      'en-route': 6,
      'on-site': 6,
      waiting: 3,
      'to-verify': 4,
      closed: 27,
    })
    expect(count((ticket) => (isOpen(ticket) ? slaState(ticket, now).level : 'closed'))).toMatchObject({
      breached: 2,
      critical: 2,
      'at-risk': 6,
    })
    expect(snapshot?.engineers).toHaveLength(40)
    expect(
      [...tickets.values()].every(({ district, customer }) => district !== null && customer !== null),
    ).toBe(true)
  })

  it('came about through its log alone, in the order of its moments', async () => {
    const events = await findEventsAfter(database.sql, demoBoardId, 0, 10_000)
    expect(applyBoardEvents(new Map(), events)).toEqual(tickets)
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b))
    expect(events.at(-1)?.at).toBeLessThanOrEqual(now)
  })

  it('knows in which district a ticket lies that is moved to another place', async () => {
    const ticket = [...tickets.values()].find((one) => isOpen(one) && one.district !== '浦东新区')
    const place = { lng: 121.544, lat: 31.221 }
    const runCommand = createRunCommand({ sql: database.sql, now: () => now, onCommitted: () => undefined })
    const input = { boardId: demoBoardId, commandId: randomUUID(), ticketId: ticket?.id }
    const changes = { place }
    const answer = await runCommand(demoEngine, {
      name: 'editTicket',
      input: { ...input, expectedVersion: ticket?.version, changes },
    })
    expect(answer).toMatchObject({ ok: true })
    const snapshot = await findBoardSnapshot(database.sql, demoBoardId, now)
    expect(snapshot?.tickets.find(({ id }) => id === ticket?.id)).toMatchObject({
      place,
      district: '浦东新区',
      address: ticket?.address,
      version: (ticket?.version ?? 0) + 1,
    })
  })
})
