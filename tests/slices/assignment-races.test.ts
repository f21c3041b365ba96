import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { findWaitingTickets } from '#db/auto-dispatch.ts'
import { connect, type Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import { createAdvisor, type Advisor } from '#server/advice/advisor.ts'
import { createRunCommand, type RunCommand } from '#server/commands/run-command.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { startAutoDispatch, type AutoDispatch } from '#server/jobs/auto-dispatch.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { dispatchWithoutLimits } from '#tests/support/dispatch-limits.ts'
import { commandOn } from '#tests/support/send-command.ts'

/** In every race two engines, each on a node of its own, and two people, each on one of these nodes, want the same. */
const racersCount = 4
const racesOfEachKind = 500

type Node = { database: Database; advisor: Advisor; run: RunCommand }
type Entry = { ticketId: string; engineerId: string }
type Finish = { kind: Actor['kind']; ticketId: string; answer: CommandAnswer }

let database: TestDatabase
let boardId: string
let nodes: Node[]
let jobs: Job[]
let desk: Actor

beforeEach(async () => {
  database = await createTestDatabase()
  boardId = await insertTestBoard(database)
  desk = { kind: 'person', id: randomUUID(), name: 'Desk', role: 'dispatcher', boardIds: [boardId] }
  await dispatchWithoutLimits(database, boardId, desk)
  nodes = [openNode(), openNode()]
  jobs = await Promise.all(nodes.map(openJob))
})
afterEach(async () => {
  await Promise.all(jobs.map(({ job }) => job.close()))
  for (const { advisor } of nodes) advisor.close()
  await Promise.all(nodes.map((node) => node.database.close()))
  await database.drop()
})

/** Its own connections and its own memory of the board, as another process has them. */
function openNode(): Node {
  const own = connect(database.connection)
  const advisor = createAdvisor({
    sql: own.sql,
    placesOn: () => new Map(),
    travel: {
      bandsOf: () => defaultTravelBands,
      findTravel: () => Promise.resolve([]),
      status: () => ({ engine: null }),
    },
    now: Date.now,
  })
  const ringAll = (id: string, seq: number) => nodes.forEach((node) => node.advisor.ring(id, seq))
  const run = createRunCommand({ sql: own.sql, now: Date.now, onCommitted: ringAll, advisor })
  return { database: own, advisor, run }
}

/** Nobody starts before all have come; then they start in the same moment, another one first each time. */
function createStartingLine(first: number) {
  const starts: (() => void)[] = []
  return () =>
    new Promise<void>((start) => {
      starts.push(start)
      if (starts.length < racersCount) return
      starts.forEach((_, index) => starts[(first + index) % racersCount]?.())
    })
}

type Job = { job: AutoDispatch; race: (ticketId: string, toTheLine: () => Promise<void>) => Promise<Finish> }

/** The product's own job. It is shown one waiting ticket, and what it wants to do is held back until all are at the line. */
async function openJob({ database: { sql }, advisor, run }: Node): Promise<Job> {
  let running:
    { ticketId: string; toTheLine: () => Promise<void>; finished: (finish: Finish) => void } | undefined
  let polled: () => void = () => undefined
  const firstPoll = new Promise<void>((resolve) => (polled = resolve))
  const job = startAutoDispatch({
    findBoards: () => {
      queueMicrotask(polled)
      return Promise.resolve([{ id: boardId, mode: 'auto', handOut: 'assignment' }])
    },
    findWaiting: async () => {
      const waiting = running ? await findWaitingTickets(sql, boardId, 10_000) : []
      return waiting.filter(({ id }) => id === running?.ticketId)
    },
    advise: advisor.advise,
    runCommand: async (actor, raw) => {
      const own = running
      if (!own) throw new Error('the job has a ticket of no race')
      running = undefined
      await own.toTheLine()
      const answer = await run(actor, raw)
      own.finished({ kind: actor.kind, ticketId: own.ticketId, answer })
      return answer
    },
    newId: randomUUID,
    log: {
      error: ({ err }) => {
        throw err
      },
    },
  })
  await firstPoll
  return {
    job,
    race: (ticketId, toTheLine) =>
      new Promise((finished) => {
        running = { ticketId, toTheLine, finished }
        job.ring(boardId)
      }),
  }
}

/** All four at once; the first two entries are those of the people. */
async function race(entries: readonly Entry[], count: number): Promise<Finish[]> {
  const toTheLine = createStartingLine(count)
  return Promise.all([
    ...jobs.map((job, index) => job.race(entries[index + 2]?.ticketId ?? '', toTheLine)),
    ...nodes.map(async ({ run }, index): Promise<Finish> => {
      const { ticketId = '', engineerId = '' } = entries[index] ?? {}
      const command = commandOn(boardId, 'assignTicket', { ticketId, expectedVersion: 1, engineerId })
      await toTheLine()
      return { kind: 'person', ticketId, answer: await run(desk, command) }
    }),
  ])
}

async function createTicket(skill?: string): Promise<string> {
  const ticket = newTicket(skill ? { requiredSkills: [{ skill, level: 1 }] } : {})
  const [node] = nodes
  await node?.run(desk, commandOn(boardId, 'createTicket', ticket))
  return ticket.ticketId
}

/** One has won; each of the others has the answer that the winner gave them reason for. Answers who won. */
function expectOneWinner(finishes: readonly Finish[], told: (winner: Finish) => Rejection): Finish {
  const [winner, ...others] = finishes.filter(({ answer }) => answer.ok)
  if (!winner || others.length > 0) expect.fail(`${others.length + (winner ? 1 : 0)} have won`)
  const losers = finishes.filter((finish) => finish !== winner)
  expect(losers.map(({ answer }) => answer)).toEqual(losers.map(() => refuse(told(winner))))
  return winner
}

async function expectNothingTwice() {
  const [found] = await database.sql`
    select count(*)::int as open, count(distinct ticket_id)::int as tickets from assignment where ended_at is null`
  expect(found).toEqual({ open: racesOfEachKind, tickets: racesOfEachKind })
  const over = await database.sql`
    select e.name from engineer e join ticket t on t.assignee_id = e.id group by e.id having count(*) > e.capacity`
  expect(over).toEqual([])
}

describe('two engines and two people, 1,000 times', { timeout: 120_000 }, () => {
  it('at the same ticket: one gets it, the others hear who was faster', async () => {
    const engineers = await Promise.all(
      ['Ana', 'Ben', 'Cai'].map((name) =>
        insertTestEngineer(database, boardId, { name, capacity: racesOfEachKind }),
      ),
    )
    const winners = new Set<Actor['kind']>()
    for (let count = 0; count < racesOfEachKind; count += 1) {
      const ticketId = await createTicket()
      const entries = [0, 1, 2, 3].map((racer) => ({
        ticketId,
        engineerId: engineers[(count + racer) % engineers.length] ?? '',
      }))
      const winner = expectOneWinner(await race(entries, count), ({ kind }) => ({
        name: 'version-stale',
        changedBy: kind === 'engine' ? engineOf(boardId).name : desk.name,
      }))
      winners.add(winner.kind)
    }
    expect(winners).toEqual(new Set(['engine', 'person']))
    await expectNothingTwice()
  })

  it("at an engineer's last place, with a ticket each: one gets it, the others hear that it is full", async () => {
    const skillOf = (count: number) => `skill-${count}`
    const nameOf = (count: number) => `Engineer ${count}`
    const engineers = await Promise.all(
      Array.from({ length: racesOfEachKind }, (_, count) =>
        insertTestEngineer(database, boardId, {
          name: nameOf(count),
          skills: [{ skill: skillOf(count), level: 1 }],
          capacity: 1,
        }),
      ),
    )
    for (let count = 0; count < racesOfEachKind; count += 1) {
      const engineerId = engineers[count] ?? ''
      const tickets = await Promise.all([0, 1, 2, 3].map(() => createTicket(skillOf(count))))
      const entries = tickets.map((ticketId) => ({ ticketId, engineerId }))
      expectOneWinner(await race(entries, count), () => ({
        name: 'at-capacity',
        engineer: nameOf(count),
        load: 1,
        capacity: 1,
      }))
    }
    await expectNothingTwice()
  })
})
