import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
let people: TestBoardClient[] = []

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  boardId = await insertTestBoard(server.database)
  return () => {
    for (const person of people.splice(0)) person.close()
  }
})

async function open(count: number): Promise<TestBoardClient[]> {
  const { database, url } = server
  people = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      openBoardClient(database, { url, boardId, name: `Dispatcher ${index + 1}` }),
    ),
  )
  await Promise.all(people.map((person) => person.untilLive()))
  return people
}

async function openTwo(): Promise<[TestBoardClient, TestBoardClient]> {
  const [ana, ben] = await open(2)
  if (!ana || !ben) throw new Error('two were opened')
  return [ana, ben]
}

async function create(by: TestBoardClient): Promise<string> {
  const input = newTicket()
  expect(await sendCommand(by.socket, commandOn(boardId, 'createTicket', input))).toMatchObject({ ok: true })
  return input.ticketId
}

const assign = (by: TestBoardClient, ticketId: string, engineerId: string) =>
  sendCommand(by.socket, commandOn(boardId, 'assignTicket', { ticketId, engineerId, expectedVersion: 1 }))

/** Two answers of which exactly one is a refusal: that one, and the name of who won. */
function winnerOf([first, second]: readonly [CommandAnswer, CommandAnswer]) {
  if (first.ok === second.ok) throw new Error(`both answers: ${JSON.stringify([first, second])}`)
  return first.ok ? { winner: 'Dispatcher 1', refusal: second } : { winner: 'Dispatcher 2', refusal: first }
}

const rounds = 50

describe('two people at the very same moment', { timeout: 120_000 }, () => {
  it(`[P4] on the same ticket: one gets it, the other is told who was faster, ${rounds} times`, async () => {
    const [ana, ben] = await openTwo()
    const wu = await insertTestEngineer(server.database, boardId, { capacity: 2 * rounds })
    const li = await insertTestEngineer(server.database, boardId, { capacity: 2 * rounds })
    for (let round = 0; round < rounds; round += 1) {
      const ticketId = await create(ana)
      const { winner, refusal } = winnerOf(
        await Promise.all([assign(ana, ticketId, wu), assign(ben, ticketId, li)]),
      )
      expect(refusal).toEqual({ ok: false, rejection: { name: 'version-stale', changedBy: winner } })
    }
    const [held] = await server.database.sql`
      select count(*)::int as lines, count(distinct ticket_id)::int as tickets from assignment
      where engineer_id in (${wu}, ${li}) and ended_at is null`
    expect(held).toEqual({ lines: rounds, tickets: rounds })
    await expectOneTruth(server.database, boardId, [ana, ben])
  })

  it(`for the last free place of an engineer: one gets it, the other is told the load, ${rounds} times`, async () => {
    const [ana, ben] = await openTwo()
    for (let round = 0; round < rounds; round += 1) {
      const engineerId = await insertTestEngineer(server.database, boardId, {
        name: 'Wu Haifeng',
        capacity: 1,
      })
      const tickets = [await create(ana), await create(ben)] as const
      const { refusal } = winnerOf(
        await Promise.all([assign(ana, tickets[0], engineerId), assign(ben, tickets[1], engineerId)]),
      )
      expect(refusal).toEqual({
        ok: false,
        rejection: { name: 'at-capacity', engineer: 'Wu Haifeng', load: 1, capacity: 1 },
      })
    }
    const overloaded = await server.database.sql`
      select assignee_id from ticket where board_id = ${boardId} and assignee_id is not null
      group by assignee_id having count(*) > 1`
    expect(overloaded).toHaveLength(0)
  })

  it('with many tickets and engineers in opposite order: nobody waits for the other for ever', async () => {
    const [ana, ben] = await openTwo()
    const engineers = await Promise.all(
      Array.from({ length: 10 }, () => insertTestEngineer(server.database, boardId, { capacity: 10 })),
    )
    const tickets: string[] = []
    for (let count = 0; count < 10; count += 1) tickets.push(await create(ana))
    const items = tickets.map((ticketId, index) => ({
      ticketId,
      expectedVersion: 1,
      engineerId: engineers[index] ?? '',
    }))
    const answers = await Promise.all([
      sendCommand(ana.socket, commandOn(boardId, 'bulkAssignTickets', { items })),
      sendCommand(ben.socket, commandOn(boardId, 'bulkAssignTickets', { items: items.toReversed() })),
    ])
    const doneBy = answers.map((answer) =>
      answer.ok ? (answer.items ?? []).filter(({ ok }) => ok).length : undefined,
    )
    expect(doneBy.toSorted()).toEqual([0, 10])
    await expectOneTruth(server.database, boardId, [ana, ben])
  })
})

describe('sixteen people at once', { timeout: 120_000 }, () => {
  it('[E1] write one log without a hole, in which somebody who reads along misses nothing', async () => {
    const everybody = await open(16)
    const engineerId = await insertTestEngineer(server.database, boardId, { capacity: 1_000 })
    const perPerson = 3 * 7

    /** Follows the log as another node does: always after the last number that it has seen. */
    const readAlong = async () => {
      const seen: number[] = []
      while (seen.length < everybody.length * perPerson)
        for (const { seq } of await findEventsAfter(server.database.sql, boardId, seen.at(-1) ?? 0, 1_000))
          seen.push(seq)
      return seen
    }
    const work = async ({ socket }: TestBoardClient) => {
      const given: CommandAnswer[] = []
      for (let count = 0; count < 3; count += 1) {
        const { ticketId, ...rest } = newTicket()
        const at = (expectedVersion: number) => ({ ticketId, expectedVersion })
        for (const message of [
          commandOn(boardId, 'createTicket', { ticketId, ...rest }),
          commandOn(boardId, 'assignTicket', { ...at(1), engineerId }),
          commandOn(boardId, 'addNote', { ticketId, noteId: randomUUID(), text: '已联系客户' }),
          commandOn(boardId, 'moveTicketStage', { ...at(2), stage: 'en-route' }),
          commandOn(boardId, 'setTicketPriority', { ...at(3), priority: 1 }),
          commandOn(boardId, 'unassignTicket', at(4)),
          commandOn(boardId, 'cancelTicket', { ...at(5), reason: '客户取消' }),
        ])
          given.push(await sendCommand(socket, message))
      }
      return given
    }

    const [seen, ...answers] = await Promise.all([readAlong(), ...everybody.map(work)])
    const numbers = Array.from({ length: everybody.length * perPerson }, (_, index) => index + 1)
    expect(seen).toEqual(numbers)
    const answered = answers.flat().map((answer) => (answer.ok ? answer.seq : answer.rejection.name))
    expect(answered.toSorted((one, other) => Number(one) - Number(other))).toEqual(numbers)
    await expectOneTruth(server.database, boardId, everybody)
  })

  it('[E1] a log whose writers were refused in between has no hole either', async () => {
    const everybody = await open(16)
    const [first] = everybody
    if (!first) throw new Error('sixteen were opened')
    const ticketId = await create(first)
    // All see version 1 and all want to pin what nobody holds, or to raise the priority: one of them can.
    const answers = await Promise.all(
      everybody.flatMap(({ socket }) => [
        sendCommand(socket, commandOn(boardId, 'pinAssignment', { ticketId, expectedVersion: 1 })),
        sendCommand(
          socket,
          commandOn(boardId, 'setTicketPriority', { ticketId, expectedVersion: 1, priority: 1 }),
        ),
        sendCommand(socket, commandOn(boardId, 'createTicket', newTicket())),
      ]),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(16 + 1)
    await expectOneTruth(server.database, boardId, everybody)
  })
})
