import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandName } from '#contract/command.ts'
import type { Role } from '#domain/actor.ts'
import { createRunCommand, type RunCommand } from '#server/commands/run-command.ts'
import type { BoardSocket } from '#realtime/client/connect-socket.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { everyCommand } from '#tests/support/every-command.ts'
import { insertDeviceToken, openSocket } from '#tests/support/open-socket.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
let otherBoardId: string
let holderId: string
let runCommand: RunCommand
const sockets: BoardSocket[] = []

beforeAll(async () => {
  server = await startTestServer()
  const { database } = server
  boardId = await insertTestBoard(database)
  otherBoardId = await insertTestBoard(database)
  holderId = await insertTestEngineer(database, boardId, { capacity: 100 })
  runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await server.close()
})

async function createHeldTicket(): Promise<string> {
  const engine = { kind: 'engine', id: boardId, name: 'engine', boardId } as const
  const { ticketId, ...rest } = newTicket()
  await runCommand(engine, commandOn(boardId, 'createTicket', { ticketId, ...rest }))
  const assignment = { ticketId, expectedVersion: 1, engineerId: holderId }
  const answer = await runCommand(engine, commandOn(boardId, 'assignTicket', assignment))
  expect(answer).toMatchObject({ ok: true })
  return ticketId
}

const person = async (role: Role, boardIds: readonly string[]) =>
  openSocket(server.url, await signIn(server.database, { role, boardIds }).then(({ cookie }) => ({ cookie })))
const device = async (engineerId: string) =>
  openSocket(server.url, { authorization: `Bearer ${await insertDeviceToken(server.database, engineerId)}` })

const office: readonly CommandName[] = [
  'createTicket',
  'editTicket',
  'setTicketPriority',
  'addNote',
  'cancelTicket',
]
const dispatch: readonly CommandName[] = [
  'assignTicket',
  'reassignTicket',
  'unassignTicket',
  'bulkAssignTickets',
  'moveTicketStage',
  'pinAssignment',
  'unpinAssignment',
  'reopenTicket',
  'offerTicket',
  'withdrawOffer',
]
/** To whom something was offered is for the decision to say. */
const answers: readonly CommandName[] = ['acceptOffer', 'declineOffer', 'claimTicket']
/** On a drawn flow, where the node says whose step it is. */
const steps: readonly CommandName[] = [
  'completeStep',
  'decideApproval',
  'returnStep',
  'transferStep',
  'closeStep',
  'fillForm',
]
/** Nobody but the engine. */
const clock: readonly CommandName[] = ['expireOffer', 'advanceFlow', 'migrateTicket']

const people: readonly [string, () => Promise<BoardSocket>, readonly CommandName[]][] = [
  ['an administrator, on any board', () => person('admin', []), [...office, ...dispatch, ...steps]],
  ['a supervisor', () => person('supervisor', [boardId]), [...office, ...dispatch, ...steps]],
  ['a dispatcher', () => person('dispatcher', [boardId]), [...office, ...dispatch, ...steps]],
  ['the service desk', () => person('service-desk', [boardId]), [...office, ...steps]],
  ['an engineer at a screen', () => person('engineer', [boardId]), []],
  ['a supervisor of another board', () => person('supervisor', [otherBoardId]), []],
  ['a dispatcher of another board', () => person('dispatcher', [otherBoardId]), []],
  ['the service desk of another board', () => person('service-desk', [otherBoardId]), []],
  [
    'the device of the engineer who holds the ticket',
    () => device(holderId),
    ['moveTicketStage', 'addNote', ...answers, ...steps],
  ],
  [
    'the device of another engineer',
    async () => device(await insertTestEngineer(server.database, boardId)),
    [...answers, ...steps],
  ],
]

describe.each(people)('%s', (_who, open, allowed) => {
  it(`may ${allowed.length === 0 ? 'do nothing' : allowed.join(', ')}, and nothing else`, async () => {
    const socket = await open()
    sockets.push(socket)
    const target = { ticketId: await createHeldTicket(), engineerId: holderId }
    for (const [name, message] of Object.entries(everyCommand(boardId, target))) {
      if (allowed.some((one) => one === name)) continue
      await expectRefused(server.database, () => sendCommand(socket, message), { name: 'not-allowed' })
    }
    for (const name of allowed) {
      const fresh = { ticketId: await createHeldTicket(), engineerId: holderId }
      const answer = await sendCommand(socket, everyCommand(boardId, fresh)[name])
      // Some make no sense for a ticket that is held already; that is another answer.
      expect(answer).not.toEqual({ ok: false, rejection: { name: 'not-allowed' } })
    }
  })
})

it('the table above names every command', () => {
  const names = Object.keys(everyCommand('', { ticketId: '', engineerId: '' }))
  expect([...office, ...dispatch, ...answers, ...steps, ...clock].toSorted()).toEqual(names.toSorted())
})
