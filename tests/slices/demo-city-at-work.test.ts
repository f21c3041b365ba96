import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyBoardEvents } from '#contract/board-event.ts'
import type { PositionReport } from '#contract/position-report.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { demoBoardId, demoEngine, seedDemoCity } from '#db/seed/demo-city.ts'
import { pickUuid, seededRandom } from '#db/seed/seeded-random.ts'
import { minutes } from '#domain/instant.ts'
import { slaState } from '#domain/sla/sla-state.ts'
import { isOpen } from '#domain/ticket/ticket.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { ensureDemoFlow } from '#server/demo-flow.ts'
import { createDemoCity } from '#server/jobs/demo-city.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

const start = Date.UTC(2025, 10, 21, 6, 0)
let clock = start
const now = () => clock
const random = seededRandom(7)
const reports: { engineerId: string; report: PositionReport }[] = []
let database: TestDatabase

const openCity = () =>
  createDemoCity({
    database,
    runCommand: createRunCommand({ sql: database.sql, now, onCommitted: () => undefined }),
    positions: {
      report: (engineerId, report) => {
        reports.push({ engineerId, report })
        return Promise.resolve(1)
      },
      onBoard: () => new Map(),
    },
    now,
    random,
    newId: () => pickUuid(random),
    log: {
      error: ({ err }) => {
        throw err
      },
    },
  })

const readBoard = async () => {
  const snapshot = await findBoardSnapshot(database.sql, demoBoardId, clock)
  if (!snapshot) throw new Error('the demo city is gone')
  const open = snapshot.tickets.filter(isOpen)
  return { ...snapshot, open, closed: snapshot.tickets.length - open.length }
}

/** Lets the city live, ten seconds at a step. */
async function live(city: Awaited<ReturnType<typeof openCity>>, minutesLong: number) {
  for (const end = clock + minutes(minutesLong); clock < end; clock += 10_000) await city.step()
}

describe.each([
  ['the standard process', { open: () => Promise.resolve(), isDrawn: false }],
  ['a drawn flow', { open: () => ensureDemoFlow(database, now), isDrawn: true }],
])('the demo city at work on %s', (_name, { open: openFlow, isDrawn }) => {
  beforeAll(async () => {
    clock = start
    reports.length = 0
    database = await createTestDatabase()
    await seedDemoCity({
      database,
      runCommandAt: (at) =>
        createRunCommand({ sql: database.sql, now: () => at, onCommitted: () => undefined }),
      now: start,
    })
    await openFlow()
  })
  afterAll(() => database.drop())

  it('serves its customers and leaves the visitor something to do', async () => {
    await live(await openCity(), 30)
    const { tickets, open, closed } = await readBoard()
    expect(tickets.some((ticket) => !isOpen(ticket) && ticket.flow !== null)).toBe(isDrawn)
    expect(closed).toBeGreaterThan(27 + 15)
    expect(open.length).toBeGreaterThanOrEqual(30)
    expect(open.length).toBeLessThanOrEqual(43)
    expect(open.filter(({ stage }) => stage === 'to-dispatch').length).toBeGreaterThanOrEqual(6)
    expect(new Set(open.map(({ stage }) => stage)).size).toBeGreaterThanOrEqual(5)
  })

  it('reports every step of those who move, and that the others are still there', () => {
    expect(new Set(reports.map(({ engineerId }) => engineerId)).size).toBeGreaterThanOrEqual(33)
    const moving = reports.filter(({ report }) =>
      report.fixes.some(({ headingDegrees }) => headingDegrees !== null),
    )
    expect(moving.length).toBeGreaterThan(500)
  })

  it('goes on after a restart, and renews appointments that a long night has missed', async () => {
    clock += minutes(14 * 60)
    const before = await readBoard()
    await live(await openCity(), 3)
    const after = await readBoard()
    expect(after.seq).toBeGreaterThan(before.seq)
    const forgotten = after.open.filter(({ dueAt }) => clock - dueAt > minutes(100))
    expect(forgotten).toEqual([])
    expect(
      after.open.filter((ticket) => slaState(ticket, clock).level === 'on-track').length,
    ).toBeGreaterThan(20)
    const events = await findEventsAfter(database.sql, demoBoardId, before.seq, 10_000)
    expect(
      events.some(({ event, actor }) => event.type === 'ticketEdited' && actor.id === demoEngine.id),
    ).toBe(true)
  })

  it('has told all of it in the log', async () => {
    const { tickets } = await readBoard()
    const told = applyBoardEvents(new Map(), await findEventsAfter(database.sql, demoBoardId, 0, 100_000))
    for (const ticket of tickets) expect(told.get(ticket.id)).toEqual(ticket)
  })
})
