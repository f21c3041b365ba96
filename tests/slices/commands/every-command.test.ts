import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer, CommandInput, CommandName } from '#contract/command.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { commandOn, sendCommand, type GivenCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { readWholeDatabase } from '#tests/support/whole-database.ts'

/** Two dispatchers on one board with two engineers. */
let server: TestServer
let boardId: string
let wu: string
let li: string
let ana: TestBoardClient
let ben: TestBoardClient

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  const { database } = server
  boardId = await insertTestBoard(database)
  wu = await insertTestEngineer(database, boardId, { name: 'Wu Haifeng' })
  li = await insertTestEngineer(database, boardId, { name: 'Li Na' })
  ;[ana, ben] = await openTwoBoardClients(server, boardId)
  return () => {
    ana.close()
    ben.close()
  }
})

type Done = Extract<CommandAnswer, { ok: true }>

async function done(by: TestBoardClient, message: GivenCommand): Promise<Done> {
  const answer = await sendCommand(by.socket, message)
  if (!answer.ok) throw new Error(`${message.name} was refused: ${answer.rejection.name}`)
  return answer
}

const say = <Name extends CommandName>(
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
): GivenCommand => commandOn(boardId, name, input)

/** What must have happened to a ticket before the command can be given; answers with what the command then sees. */
type Seen = { ticketId: string; expectedVersion: number }

async function waiting(): Promise<Seen> {
  const input = newTicket()
  await done(ana, say('createTicket', input))
  return { ticketId: input.ticketId, expectedVersion: 1 }
}
async function held(): Promise<Seen> {
  const { ticketId } = await waiting()
  await done(ana, say('assignTicket', { ticketId, expectedVersion: 1, engineerId: wu }))
  return { ticketId, expectedVersion: 2 }
}
async function pinned(): Promise<Seen> {
  const seen = await held()
  await done(ana, say('pinAssignment', seen))
  return { ...seen, expectedVersion: 3 }
}
async function cancelled(): Promise<Seen> {
  const seen = await held()
  await done(ana, say('cancelTicket', { ...seen, reason: '重复报修' }))
  return { ...seen, expectedVersion: 3 }
}

const offerId = 'd15ba7c4-0000-4000-8000-00000000000f'
async function offered(): Promise<Seen> {
  const { ticketId } = await waiting()
  await server.database.sql`delete from offer`
  await done(ana, say('offerTicket', { ticketId, expectedVersion: 1, offerId, engineerId: wu }))
  return { ticketId, expectedVersion: 2 }
}

type Scene = {
  before: () => Promise<Seen>
  command: (seen: Seen) => GivenCommand
  /** The ticket afterwards, besides version and changedBy. */
  after: () => object
}

/** What engineers answer, the clock, and the engine alone; `offers.test.ts` and `migration.test.ts` are about them. */
type AnswerName = 'acceptOffer' | 'declineOffer' | 'claimTicket' | 'expireOffer' | 'migrateTicket'
/** Only on drawn flows, of which `running-flows/` tells. */
type StepName =
  'completeStep' | 'decideApproval' | 'returnStep' | 'transferStep' | 'closeStep' | 'fillForm' | 'advanceFlow'

/** A command of the office without a scene here does not compile. */
const scenes: Record<Exclude<CommandName, AnswerName | StepName>, Scene> = {
  createTicket: {
    before: () => Promise.resolve({ ticketId: randomUUID(), expectedVersion: 0 }),
    command: ({ ticketId }) =>
      say('createTicket', newTicket({ ticketId, customer: { name: '陈女士', phone: '13812345678' } })),
    after: () => ({ stage: 'to-dispatch', customer: { name: '陈女士', phoneMasked: '138 **** 5678' } }),
  },
  editTicket: {
    before: waiting,
    command: (seen) => say('editTicket', { ...seen, changes: { title: '漏电', dueAt: 4_000_000_000_000 } }),
    after: () => ({ title: '漏电', dueAt: 4_000_000_000_000 }),
  },
  assignTicket: {
    before: waiting,
    command: (seen) => say('assignTicket', { ...seen, engineerId: wu }),
    after: () => ({ stage: 'assigned', assignment: { engineerId: wu, pinned: false } }),
  },
  reassignTicket: {
    before: held,
    command: (seen) => say('reassignTicket', { ...seen, engineerId: li }),
    after: () => ({ stage: 'assigned', assignment: { engineerId: li } }),
  },
  unassignTicket: {
    before: held,
    command: (seen) => say('unassignTicket', seen),
    after: () => ({ stage: 'to-dispatch', assignment: null }),
  },
  bulkAssignTickets: {
    before: held,
    command: (seen) => say('bulkAssignTickets', { items: [{ ...seen, engineerId: li }] }),
    after: () => ({ stage: 'assigned', assignment: { engineerId: li } }),
  },
  moveTicketStage: {
    before: held,
    command: (seen) => say('moveTicketStage', { ...seen, stage: 'en-route' }),
    after: () => ({ stage: 'en-route', nodeId: 'en-route' }),
  },
  setTicketPriority: {
    before: waiting,
    command: (seen) => say('setTicketPriority', { ...seen, priority: 1 }),
    after: () => ({ priority: 1 }),
  },
  addNote: {
    before: waiting,
    command: ({ ticketId }) => say('addNote', { ticketId, noteId: randomUUID(), text: '已联系客户' }),
    after: () => ({ noteCount: 1 }),
  },
  pinAssignment: {
    before: held,
    command: (seen) => say('pinAssignment', seen),
    after: () => ({ assignment: { engineerId: wu, pinned: true } }),
  },
  unpinAssignment: {
    before: pinned,
    command: (seen) => say('unpinAssignment', seen),
    after: () => ({ assignment: { engineerId: wu, pinned: false } }),
  },
  cancelTicket: {
    before: held,
    command: (seen) => say('cancelTicket', { ...seen, reason: '客户取消' }),
    after: () => ({ stage: 'closed', nodeId: 'cancelled', assignment: { engineerId: wu } }),
  },
  reopenTicket: {
    before: cancelled,
    command: (seen) => say('reopenTicket', seen),
    after: () => ({ stage: 'assigned', closedAt: null, assignment: { engineerId: wu } }),
  },
  offerTicket: {
    before: async () => {
      await server.database.sql`delete from offer`
      return waiting()
    },
    command: (seen) => say('offerTicket', { ...seen, offerId, engineerId: wu }),
    after: () => ({ stage: 'to-dispatch', offer: { id: offerId, to: 'engineer', engineerId: wu } }),
  },
  withdrawOffer: {
    before: offered,
    command: (seen) => say('withdrawOffer', { ...seen, offerId }),
    after: () => ({ stage: 'to-dispatch', offer: null }),
  },
}
const each = Object.entries(scenes)

describe.each(each)('%s', (name, { before, command, after }) => {
  it('[P2] [E2] [E3] done by one is seen by the other as it stands in the tables', async () => {
    const seen = await before()
    const { seq } = await done(ana, command(seen))
    await expectOneTruth(server.database, boardId, [ana, ben])
    const ticket = ben.getState().confirmed.get(seen.ticketId)
    expect(ticket).toMatchObject({
      ...after(),
      version: seen.expectedVersion + (name === 'addNote' ? 0 : 1),
      changedBy: 'Ana',
    })
    const [log] = await server.database.sql<{ head: number }[]>`
      select last_seq as head from board where id = ${boardId}`
    expect(log?.head).toBe(seq)
  })

  it('[P3] given twice with one id is done once and answered as the first time', async () => {
    const message = command(await before())
    const first = await done(ana, message)
    const database = await readWholeDatabase(server.database.sql)
    expect(await sendCommand(ana.socket, message)).toEqual(first)
    expect(await sendCommand(ben.socket, message)).toEqual({
      ok: false,
      rejection: { name: 'command-id-taken' },
    })
    expect(await readWholeDatabase(server.database.sql)).toEqual(database)
  })
})

const onAVersion = each.filter(([name]) => name !== 'createTicket' && name !== 'addNote')

describe.each(onAVersion)('%s', (name, { before, command }) => {
  it('[P4] given by two on the same version is refused to the second, with the name of the first', async () => {
    const seen = await before()
    // Both have looked at the same ticket; Ana is faster with another change.
    const faster: GivenCommand =
      name === 'reopenTicket'
        ? say('reopenTicket', seen)
        : say('editTicket', { ...seen, changes: { title: '已改' } })
    const late = command(seen)
    await done(ana, faster)
    const database = await readWholeDatabase(server.database.sql)
    const answer = await sendCommand(ben.socket, late)
    const stale = { ok: false, rejection: { name: 'version-stale', changedBy: 'Ana' } }
    expect(answer).toEqual(
      name === 'bulkAssignTickets'
        ? { ok: true, seq: null, items: [{ ticketId: seen.ticketId, ...stale }] }
        : stale,
    )
    expect(await readWholeDatabase(server.database.sql)).toEqual(database)
  })
})

describe('a note', () => {
  it('[P4] contradicts nobody: it is taken whatever the version, and makes no other command stale', async () => {
    const { ticketId } = await held()
    await done(ben, say('addNote', { ticketId, noteId: randomUUID(), text: '已联系客户' }))
    await done(ana, say('pinAssignment', { ticketId, expectedVersion: 2 }))
    await expectOneTruth(server.database, boardId, [ana, ben])
  })
})

describe('creating the same ticket twice', () => {
  it('is refused for the ticket id and for the external id, also at the very same moment', async () => {
    const ticket = newTicket({ externalId: 'SR-2015-9' })
    const answers = await Promise.all([
      sendCommand(ana.socket, say('createTicket', ticket)),
      sendCommand(ben.socket, say('createTicket', ticket)),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    // Both are true of the loser; which of the two it meets first depends on how close behind it was.
    const reasons = answers.flatMap((answer) => (answer.ok ? [] : [answer.rejection.name]))
    expect(['ticket-exists', 'external-id-taken']).toContain(reasons[0])
    const namesake = say('createTicket', newTicket({ externalId: 'SR-2015-9' }))
    expect(await sendCommand(ben.socket, namesake)).toEqual({
      ok: false,
      rejection: { name: 'external-id-taken', externalId: 'SR-2015-9' },
    })
    await expectOneTruth(server.database, boardId, [ana, ben])
  })
})

describe('the history of who held a ticket', () => {
  const readHistory = (ticketId: string) => server.database.sql<
    { engineerId: string; version: number; by: string; ended: boolean }[]
  >`
    select engineer_id as "engineerId", ticket_version as version, assigned_by ->> 'name' as by,
      ended_at is not null as ended
    from assignment where ticket_id = ${ticketId} order by id`

  it('has a line per engineer, ended when the next one begins or the ticket is taken back', async () => {
    const { ticketId } = await held()
    await done(ben, say('reassignTicket', { ticketId, expectedVersion: 2, engineerId: li }))
    expect(await readHistory(ticketId)).toEqual([
      { engineerId: wu, version: 2, by: 'Ana', ended: true },
      { engineerId: li, version: 3, by: 'Ben', ended: false },
    ])
    await done(ana, say('unassignTicket', { ticketId, expectedVersion: 3 }))
    await done(ana, say('bulkAssignTickets', { items: [{ ticketId, expectedVersion: 4, engineerId: wu }] }))
    expect((await readHistory(ticketId)).map(({ ended }) => ended)).toEqual([true, true, false])
  })

  it('is not touched by a pin, a move or a note', async () => {
    const { ticketId } = await held()
    const history = await readHistory(ticketId)
    await done(ana, say('pinAssignment', { ticketId, expectedVersion: 2 }))
    await done(ana, say('moveTicketStage', { ticketId, expectedVersion: 3, stage: 'on-site' }))
    await done(ana, say('addNote', { ticketId, noteId: randomUUID(), text: '到场' }))
    expect(await readHistory(ticketId)).toEqual(history)
  })
})

describe('assigning many at once', () => {
  it('does what can be done in one transaction, and answers per item, twice the same', async () => {
    const small = await insertTestEngineer(server.database, boardId, { name: 'Xu Liang', capacity: 2 })
    const tickets = [await waiting(), await waiting(), await waiting()]
    const stranger = { ticketId: randomUUID(), expectedVersion: 1 }
    const message = say('bulkAssignTickets', {
      items: [stranger, ...tickets].map((seen) => ({ ...seen, engineerId: small })),
    })
    const answer = await done(ana, message)
    expect(answer).toEqual({
      ok: true,
      seq: 5,
      items: [
        { ticketId: stranger.ticketId, ok: false, rejection: { name: 'ticket-not-found' } },
        { ticketId: tickets[0]?.ticketId, ok: true },
        { ticketId: tickets[1]?.ticketId, ok: true },
        {
          ticketId: tickets[2]?.ticketId,
          ok: false,
          rejection: { name: 'at-capacity', engineer: 'Xu Liang', load: 2, capacity: 2 },
        },
      ],
    })
    expect(await sendCommand(ana.socket, message)).toEqual(answer)
    await expectOneTruth(server.database, boardId, [ana, ben])
  })
})
