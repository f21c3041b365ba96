import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandInput, CommandName } from '#contract/command.ts'
import { saveLastPositions } from '#db/last-position.ts'
import { findFinishedTrips } from '#db/trip.ts'
import type { Actor } from '#domain/actor.ts'
import { minutes } from '#domain/instant.ts'
import { distanceMeters } from '#geo/distance.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { commandOn } from '#tests/support/send-command.ts'

const workshop = { lng: 121.44, lat: 31.2 }

let database: TestDatabase
let boardId: string
let wu: string
let ticketId: string
let version: number
let now: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  now = Date.UTC(2026, 4, 11, 1)
  boardId = await insertTestBoard(database)
  wu = await insertTestEngineer(database, boardId)
  const input = newTicket()
  ticketId = input.ticketId
  version = 0
  await run('createTicket', input)
  await run('assignTicket', { ticketId, engineerId: wu, expectedVersion: version })
})

/** Carries out a command at `now`, as a dispatcher of the board. */
async function run<Name extends CommandName>(
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
) {
  const actor: Actor = {
    kind: 'person',
    id: randomUUID(),
    name: 'Ana',
    role: 'dispatcher',
    boardIds: [boardId],
  }
  const runCommand = createRunCommand({ sql: database.sql, now: () => now, onCommitted: () => undefined })
  expect(await runCommand(actor, commandOn(boardId, name, input))).toMatchObject({ ok: true })
  version += 1
}

const move = (stage: 'assigned' | 'en-route' | 'on-site') =>
  run('moveTicketStage', { ticketId, stage, expectedVersion: version })

const reportPosition = (at = now) =>
  saveLastPositions(database.sql, [{ engineerId: wu, place: workshop, headingDegrees: null, at }])

const ofBoard = async () =>
  (await findFinishedTrips(database.sql, 0)).filter((trip) => trip.boardId === boardId)

const underWay = () => database.sql`select 1 from trip where ticket_id = ${ticketId} and arrived_at is null`

describe('a drive', () => {
  it('is recorded from where the engineer set out to the door', async () => {
    await reportPosition(now - minutes(1))
    await move('en-route')
    now += minutes(23)
    await move('on-site')
    expect(await ofBoard()).toEqual([
      {
        boardId,
        district: null,
        meters: distanceMeters(workshop, newTicket().place),
        seconds: 23 * 60,
      },
    ])
    expect(await findFinishedTrips(database.sql, now + 1)).toEqual([])
  })

  it('ends at the corrected place when the address was wrong', async () => {
    await reportPosition()
    await move('en-route')
    const place = { lng: 121.5, lat: 31.25 }
    await run('editTicket', { ticketId, expectedVersion: version, changes: { place } })
    now += minutes(10)
    await move('on-site')
    expect(await ofBoard()).toMatchObject([{ meters: distanceMeters(workshop, place), seconds: 600 }])
  })

  it('is not recorded when nobody knows where it began', async () => {
    await move('en-route')
    expect(await underWay()).toHaveLength(0)
    await move('assigned')
    await reportPosition(now - minutes(6))
    await move('en-route')
    await move('on-site')
    expect(await ofBoard()).toEqual([])
  })

  it('is forgotten when it is broken off or somebody else takes over', async () => {
    await reportPosition()
    await move('en-route')
    await move('assigned')
    expect(await underWay()).toHaveLength(0)
    await move('en-route')
    expect(await underWay()).toHaveLength(1)
    const li = await insertTestEngineer(database, boardId, { name: 'Li Na' })
    await run('reassignTicket', { ticketId, engineerId: li, expectedVersion: version })
    expect(await underWay()).toHaveLength(0)
    expect(await ofBoard()).toEqual([])
  })

  it('is forgotten when the ticket is cancelled on the way', async () => {
    await reportPosition()
    await move('en-route')
    await run('cancelTicket', { ticketId, expectedVersion: version, reason: '客户取消' })
    expect(await underWay()).toHaveLength(0)
  })
})
