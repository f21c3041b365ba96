import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { refuse } from '#domain/rejection.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { dispatchWithoutLimits } from '#tests/support/dispatch-limits.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

/** PAIDAN_RACES=1000 takes a minute or two. */
const races = Number(process.env['PAIDAN_RACES'] ?? 200)
const racesOfEachKind = races / 2

let database: TestDatabase
let nodes: TestServer[]
let boardId: string
let people: TestBoardClient[]

beforeEach(async () => {
  database = await createTestDatabase()
  boardId = await insertTestBoard(database)
  nodes = [await startTestServer({ database }), await startTestServer({ database })]
})
afterEach(async () => {
  for (const person of people) person.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

/** Each at a screen of their own, every second one on the other node. */
async function seat(names: readonly string[]) {
  people = await Promise.all(
    names.map((name, index) => {
      const url = nodes[index % nodes.length]?.url ?? expect.fail('no such node')
      return openBoardClient(database, { url, boardId, name })
    }),
  )
  await Promise.all(people.map((person) => person.untilLive()))
}

/** Each makes what they race for: nobody sends faster than a connection may, however fast the machine. */
async function create({ socket }: TestBoardClient, skill?: string): Promise<string> {
  const ticket = newTicket(skill ? { requiredSkills: [{ skill, level: 1 }] } : {})
  expect(await sendCommand(socket, commandOn(boardId, 'createTicket', ticket))).toMatchObject({ ok: true })
  return ticket.ticketId
}

const assign = (person: TestBoardClient, ticketId: string, engineerId: string) =>
  sendCommand(person.socket, commandOn(boardId, 'assignTicket', { ticketId, engineerId, expectedVersion: 1 }))

const untilAllSee = (ticketId: string, isSo: (client: TestBoardClient) => boolean) =>
  Promise.all(
    people.map((person) => person.until(({ confirmed }) => confirmed.has(ticketId) && isSo(person))),
  )

const holds = (ticketId: string) => (person: TestBoardClient) =>
  Boolean(person.getState().confirmed.get(ticketId)?.assignment)

async function expectEachHeldOnce() {
  const [found] = await database.sql`
    select count(*)::int as held, count(distinct ticket_id)::int as tickets from assignment`
  expect(found).toEqual({ held: racesOfEachKind, tickets: racesOfEachKind })
  await expectOneTruth(database, boardId, people)
}

describe(`over sockets on two nodes, ${races} times`, { timeout: 240_000 }, () => {
  it('two people and the engine of each node want one ticket: one gets it, whoever lost is told by whom', async () => {
    const engineers = await Promise.all(
      ['Ana', 'Ben'].map((name) =>
        insertTestEngineer(database, boardId, { name, capacity: 2 * racesOfEachKind }),
      ),
    )
    await seat(['Fan', 'Guo'])
    const [first = expect.fail('nobody is there')] = people
    await dispatchWithoutLimits(database, boardId, first.actor)
    for (let count = 0; count < racesOfEachKind; count += 1) {
      const ticketId = await create(first)
      // The engines hear of it with the commit: people are as early, or as late as the screen shows it to them.
      if (count % 2 === 0) await untilAllSee(ticketId, () => true)
      const answers = await Promise.all(
        people.map((person, index) => assign(person, ticketId, engineers[(count + index) % 2] ?? '')),
      )
      await untilAllSee(ticketId, holds(ticketId))
      const changedBy = first.getState().confirmed.get(ticketId)?.changedBy ?? ''
      const winners = people.filter((_, index) => answers[index]?.ok)
      expect(winners.map(({ actor }) => actor.name)).toEqual(changedBy === 'Paidan' ? [] : [changedBy])
      const refusals = answers.filter(({ ok }) => !ok)
      expect(refusals).toEqual(refusals.map(() => refuse({ name: 'version-stale', changedBy })))
    }
    await expectEachHeldOnce()
  })

  it("four people want an engineer's last place, for a ticket each: one gets it, the others are told that it is full", async () => {
    const engineers = await Promise.all(
      Array.from({ length: racesOfEachKind }, (_, count) =>
        insertTestEngineer(database, boardId, {
          name: `Engineer ${count}`,
          skills: [{ skill: `skill-${count}`, level: 1 }],
          capacity: 1,
        }),
      ),
    )
    await seat(['Fan', 'Guo', 'He', 'Jin'])
    for (const [count, engineerId] of engineers.entries()) {
      const tickets = await Promise.all(people.map((person) => create(person, `skill-${count}`)))
      const answers: CommandAnswer[] = await Promise.all(
        people.map((person, index) => assign(person, tickets[index] ?? '', engineerId)),
      )
      const refusals = answers.filter(({ ok }) => !ok)
      const isFull = { name: 'at-capacity', engineer: `Engineer ${count}`, load: 1, capacity: 1 } as const
      expect(refusals).toEqual([0, 1, 2].map(() => refuse(isFull)))
    }
    await expectEachHeldOnce()
  })
})
