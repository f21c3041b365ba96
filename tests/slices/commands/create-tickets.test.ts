import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findEventsAfter } from '#db/board-log.ts'
import { connect, type Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { createCreateTickets, type NewTicketCommand } from '#server/commands/create-tickets.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let testDatabase: TestDatabase
let database: Database
let boardId: string
let rings: number[]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.connection)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  boardId = await insertTestBoard(database)
  rings = []
})

const now = Date.parse('2025-11-21T02:00:00Z')
const engine = (board = boardId): Extract<Actor, { kind: 'engine' }> => ({
  kind: 'engine',
  id: randomUUID(),
  name: 'Import',
  boardId: board,
})
const ports = () => ({
  sql: database.sql,
  now: () => now,
  onCommitted: (_: string, seq: number) => rings.push(seq),
})
const createTickets = (actor: Actor, commands: readonly NewTicketCommand[]) =>
  createCreateTickets(ports())(actor, boardId, commands)

const command = (given: Parameters<typeof newTicket>[0] = {}): NewTicketCommand => ({
  commandId: randomUUID(),
  ...newTicket(given),
})
const readLog = () => findEventsAfter(database.sql, boardId, 0, 1_000)
const countCustomers = async () => (await database.sql`select from customer`).length

describe('many createTicket commands together', () => {
  it('do what they do one by one', async () => {
    const commands = Array.from({ length: 5 }, (_, index) =>
      command({ externalId: `A${index}`, createdAt: now - (index % 2) * 86_400_000 }),
    )
    const actor = engine()
    const answers = await createTickets(actor, commands)
    const together = await readLog()

    boardId = await insertTestBoard(database)
    const runCommand = createRunCommand(ports())
    const oneByOne = []
    for (const one of commands) {
      const input = { ...one, boardId, commandId: randomUUID(), ticketId: randomUUID() }
      oneByOne.push(await runCommand({ ...actor, boardId }, { name: 'createTicket', input }))
    }
    expect(answers).toEqual(oneByOne)
    const told = (events: typeof together) =>
      events.map(({ seq, at, event }) => [
        seq,
        at,
        event.type === 'ticketCreated' && { ...event.ticket, id: '', boardId: '' },
      ])
    expect(told(together)).toEqual(told(await readLog()))
  })

  it('ring once, with the last number', async () => {
    await createTickets(engine(), [command(), command(), command()])
    expect(rings).toEqual([3])
  })

  it('answer each for itself; a refused one leaves no customer and no number behind', async () => {
    const actor = engine()
    const first = command({ externalId: 'A' })
    await createTickets(actor, [first])
    const customers = await countCustomers()
    const customer = { name: 'Chen Jie', phone: '' }
    const reversed = command({ windowFrom: 2, windowTo: 1, customer })
    const answers = await createTickets(actor, [
      command(),
      command({ externalId: 'A', customer }),
      reversed,
      { ...command(), title: '' },
      first,
      command(),
    ])
    expect(answers).toEqual([
      { ok: true, seq: 2 },
      { ok: false, rejection: { name: 'external-id-taken', externalId: 'A' } },
      { ok: false, rejection: { name: 'window-reversed' } },
      { ok: false, rejection: { name: 'wrong-field', field: 'title' } },
      { ok: true, seq: 1 },
      { ok: true, seq: 3 },
    ])
    expect(await countCustomers()).toBe(customers)
    const numbers = (await readLog()).map(
      ({ event }) => event.type === 'ticketCreated' && event.ticket.number,
    )
    expect(numbers).toEqual(['1121-001', '1121-002', '1121-003'])
  })

  it('make one ticket of what stands twice among them, and one customer', async () => {
    const customer = { name: 'Chen Jie', phone: `139${String(Math.random()).slice(2, 10)}` }
    const one = command({ externalId: 'A', customer })
    const customers = await countCustomers()
    const answers = await createTickets(engine(), [
      one,
      one,
      command({ externalId: 'A' }),
      command({ ticketId: one.ticketId }),
      command({ externalId: 'B', customer }),
    ])
    expect(answers).toEqual([
      { ok: true, seq: 1 },
      { ok: true, seq: 1 },
      { ok: false, rejection: { name: 'external-id-taken', externalId: 'A' } },
      { ok: false, rejection: { name: 'ticket-exists' } },
      { ok: true, seq: 2 },
    ])
    expect(await countCustomers()).toBe(customers + 1)
  })

  it('are refused to whoever may not', async () => {
    const refusal = { ok: false, rejection: { name: 'not-allowed' } }
    const stranger = engine(await insertTestBoard(database))
    expect(await createTickets(stranger, [command(), command()])).toEqual([refusal, refusal])
    expect(await readLog()).toEqual([])
    expect(rings).toEqual([])
  })

  it('pass each other in opposite order, each ticket made once', async () => {
    const commands = Array.from({ length: 40 }, (_, index) =>
      command({ externalId: `A${index}`, createdAt: now - index * 86_400_000 }),
    )
    const again = commands.map(({ externalId, createdAt }) => command({ externalId, createdAt })).reverse()
    const answers = await Promise.all([createTickets(engine(), commands), createTickets(engine(), again)])
    expect(answers.flat().filter(({ ok }) => ok)).toHaveLength(40)
    expect((await readLog()).map(({ seq }) => seq)).toEqual(commands.map((_, index) => index + 1))
  })
})
