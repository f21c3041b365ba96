import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandName } from '#contract/command.ts'
import type { Rejection } from '#domain/rejection.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { answerNames, everyCommand } from '#tests/support/every-command.ts'
import { openSocket } from '#tests/support/open-socket.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { commandOn, sendCommand, type GivenCommand } from '#tests/support/send-command.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

/** One board with a held ticket, another board that the same dispatcher works on, and a third that is closed. */
let server: TestServer
let ana: TestBoardClient
let boardId: string
let ticketId: string
let engineerId: string
let otherBoardId: string
let foreignTicketId: string
let foreignEngineerId: string
let closedBoardId: string

const held = () => ({ ticketId, expectedVersion: 2 })
const send = (message: unknown) => sendCommand(ana.socket, message)
const refuses = (message: unknown, rejection: Rejection) =>
  expectRefused(server.database, () => send(message), rejection)

async function createHeldTicket(onBoardId: string, byEngineerId: string) {
  const input = newTicket()
  const assignment = { ticketId: input.ticketId, expectedVersion: 1, engineerId: byEngineerId }
  expect(await send(commandOn(onBoardId, 'createTicket', input))).toMatchObject({ ok: true })
  expect(await send(commandOn(onBoardId, 'assignTicket', assignment))).toMatchObject({ ok: true })
  return input.ticketId
}

beforeAll(async () => {
  server = await startTestServer()
  const { database, url } = server
  boardId = await insertTestBoard(database)
  otherBoardId = await insertTestBoard(database)
  closedBoardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  foreignEngineerId = await insertTestEngineer(database, otherBoardId)
  ana = await openBoardClient(database, { url, boardId, role: 'admin', name: 'Ana' })
  await ana.untilLive()
  ticketId = await createHeldTicket(boardId, engineerId)
  foreignTicketId = await createHeldTicket(otherBoardId, foreignEngineerId)
})
afterAll(async () => {
  ana.close()
  await server.close()
})

/** The message with one field of its input replaced, or left out. */
const withField = ({ name, input }: GivenCommand, field: string, value: unknown) => {
  const [first = '', ...rest] = field.split('.')
  const set = (target: object, [key = '', ...keys]: readonly string[]): unknown =>
    Object.assign(Array.isArray(target) ? [...(target as unknown[])] : { ...target }, {
      [key]: keys.length === 0 ? value : set(Reflect.get(target, key) as object, keys),
    })
  return { name, input: set(input, [first, ...rest]) }
}

describe('an unknown command', () => {
  it.each(['dropTables', '', 'toString', '__proto__', 'constructor'])('%j', async (name) => {
    await refuses({ name, input: {} }, { name: 'unknown-command', command: name })
  })

  it.each([undefined, null, 7, 'createTicket', [], {}, { name: 7 }])('that is %j', async (message) => {
    await refuses(message, { name: 'wrong-field', field: 'name' })
  })
})

describe('a wrong field', () => {
  const far = Date.UTC(275_000, 0, 1)
  const cases: readonly [CommandName, string, unknown][] = [
    ['createTicket', 'commandId', undefined],
    ['createTicket', 'boardId', "'; drop table ticket; --"],
    ['createTicket', 'ticketId', 7],
    ['createTicket', 'title', ''],
    ['createTicket', 'title', '   '],
    ['createTicket', 'title', 'x'.repeat(121)],
    ['createTicket', 'title', 'a\u0000b'],
    ['createTicket', 'description', 'half of a pair: \ud83d'],
    ['createTicket', 'description', 'x'.repeat(4001)],
    ['createTicket', 'address', 'a\u0000b'],
    ['createTicket', 'externalId', ''],
    ['createTicket', 'externalId', 'a\u0000b'],
    ['createTicket', 'priority', 5],
    ['createTicket', 'priority', '1'],
    ['createTicket', 'requiredSkills', [{ skill: 'gas', level: 6 }]],
    ['createTicket', 'requiredSkills', [{ skill: 'g\u0000s', level: 1 }]],
    ['createTicket', 'requiredSkills', Array.from({ length: 9 }, () => ({ skill: 'gas', level: 1 }))],
    ['createTicket', 'windowFrom', 1.5],
    ['createTicket', 'windowTo', -1],
    ['createTicket', 'dueAt', far],
    ['createTicket', 'createdAt', far],
    ['createTicket', 'closedAt', 'yesterday'],
    ['createTicket', 'source', 'fax'],
    ['createTicket', 'customer', { name: 'a\u0000b', phone: '' }],
    ['createTicket', 'customer', { name: '陈女士', phone: '1'.repeat(31) }],
    ['createTicket', 'assetId', 'the one in the cellar'],
    ['editTicket', 'expectedVersion', 0],
    ['editTicket', 'changes', undefined],
    ['editTicket', 'changes.title', null],
    ['editTicket', 'changes.dueAt', far],
    ['assignTicket', 'engineerId', 'Wu Haifeng'],
    ['reassignTicket', 'engineerId', null],
    ['unassignTicket', 'expectedVersion', '2'],
    ['bulkAssignTickets', 'items', []],
    ['bulkAssignTickets', 'items', {}],
    ['bulkAssignTickets', 'items.0.engineerId', 7],
    ['moveTicketStage', 'stage', 'nirvana'],
    ['moveTicketStage', 'nodeId', 7],
    ['setTicketPriority', 'priority', 0],
    ['addNote', 'noteId', undefined],
    ['addNote', 'text', ' '],
    ['addNote', 'text', 'a\u0000b'],
    ['addNote', 'text', 'x'.repeat(2001)],
    ['pinAssignment', 'ticketId', {}],
    ['unpinAssignment', 'expectedVersion', 1.5],
    ['cancelTicket', 'reason', ''],
    ['cancelTicket', 'reason', 'half of a pair: \ud83d'],
    ['reopenTicket', 'expectedVersion', null],
  ]

  it.each(cases)('%s: %s = %j', async (name, field, value) => {
    const message = withField(everyCommand(boardId, { ticketId, engineerId })[name], field, value)
    const answer = await send(message)
    // The path may lead further, into an item of a list.
    const named = answer.ok || answer.rejection.name !== 'wrong-field' ? '' : answer.rejection.field
    expect(named === field || named.startsWith(`${field}.`)).toBe(true)
    await refuses(message, { name: 'wrong-field', field: named })
  })

  it('more than 200 items at once', async () => {
    const item = { ticketId: randomUUID(), expectedVersion: 1, engineerId }
    const items = Array.from({ length: 201 }, () => item)
    await refuses(commandOn(boardId, 'bulkAssignTickets', { items }), { name: 'wrong-field', field: 'items' })
  })

  it('a moment at the end of the calendar is no reason to break', async () => {
    const lastMoment = Date.UTC(2199, 11, 31)
    const input = newTicket({ createdAt: lastMoment, dueAt: lastMoment, windowFrom: 0, windowTo: lastMoment })
    expect(await send(commandOn(otherBoardId, 'createTicket', input))).toMatchObject({ ok: true })
  })
})

describe('an impossible coordinate', () => {
  const places = [
    { lng: 181, lat: 31 },
    { lng: 121, lat: -86 },
    { lng: '121', lat: 31 },
    { lng: Number.NaN, lat: 31 },
    { lng: 121 },
    [121, 31],
    null,
  ]
  it.each(places)('%j', async (place) => {
    const { createTicket, editTicket } = everyCommand(boardId, { ticketId, engineerId })
    const impossible: Rejection = { name: 'impossible-coordinate' }
    await refuses(withField(createTicket, 'place', place), impossible)
    await refuses(withField(editTicket, 'changes', { place }), impossible)
  })
})

describe('a ticket of another board', () => {
  const names = Object.keys(everyCommand('', { ticketId: '', engineerId: '' })) as CommandName[]
  const onATicket = names.filter((name) => name !== 'createTicket' && name !== 'bulkAssignTickets')

  it.each(onATicket)('%s', async (name) => {
    const message = everyCommand(boardId, { ticketId: foreignTicketId, engineerId })[name]
    await refuses(message, { name: answerNames.has(name) ? 'not-allowed' : 'foreign-ticket' })
  })

  it('among many to assign', async () => {
    const { bulkAssignTickets } = everyCommand(boardId, { ticketId: foreignTicketId, engineerId })
    expect(await send(bulkAssignTickets)).toEqual({
      ok: true,
      seq: null,
      items: [{ ticketId: foreignTicketId, ok: false, rejection: { name: 'foreign-ticket' } }],
    })
  })

  it('whose id a new ticket wants', async () => {
    await refuses(commandOn(boardId, 'createTicket', newTicket({ ticketId: foreignTicketId })), {
      name: 'ticket-exists',
    })
  })

  it('and an engineer of another board', async () => {
    const message = commandOn(boardId, 'reassignTicket', { ...held(), engineerId: foreignEngineerId })
    await refuses(message, { name: 'engineer-not-found' })
  })
})

describe('what is not there', () => {
  it('a board, a ticket, an engineer, a customer, an asset', async () => {
    const nowhere = randomUUID()
    await refuses(commandOn(nowhere, 'createTicket', newTicket()), { name: 'board-not-found' })
    await refuses(commandOn(boardId, 'pinAssignment', { ...held(), ticketId: nowhere }), {
      name: 'ticket-not-found',
    })
    await refuses(commandOn(boardId, 'reassignTicket', { ...held(), engineerId: nowhere }), {
      name: 'engineer-not-found',
    })
    await refuses(commandOn(boardId, 'createTicket', newTicket({ customer: { id: nowhere } })), {
      name: 'customer-not-found',
    })
    await refuses(commandOn(boardId, 'createTicket', newTicket({ assetId: nowhere })), {
      name: 'asset-not-found',
    })
  })
})

describe('a stale version', () => {
  it('is told who was faster', async () => {
    await refuses(commandOn(boardId, 'pinAssignment', { ticketId, expectedVersion: 1 }), {
      name: 'version-stale',
      changedBy: 'Ana',
    })
  })
})

describe('a closed board', () => {
  it('takes no command', async () => {
    const closedEngineerId = await insertTestEngineer(server.database, closedBoardId)
    const closedTicketId = await createHeldTicket(closedBoardId, closedEngineerId)
    await server.database.sql`update board set closed_at = now() where id = ${closedBoardId}`
    const target = { ticketId: closedTicketId, engineerId: closedEngineerId }
    for (const message of Object.values(everyCommand(closedBoardId, target)))
      await refuses(message, { name: answerNames.has(message.name) ? 'not-allowed' : 'board-closed' })
  })
})

describe('a frame that is too large', () => {
  it('[C11] is named by the client before it is sent', async () => {
    const description = '字'.repeat(25_000)
    await expectRefused(server.database, () => ana.send('createTicket', newTicket({ description })), {
      name: 'frame-too-large',
    })
  })

  it('[R8] ends the connection of a client that sends it all the same, and changes nothing', async () => {
    const { cookie } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    const socket = await openSocket(server.url, { cookie })
    const ended = new Promise((resolve) => socket.once('disconnect', resolve))
    const created = newTicket({ description: 'x'.repeat(70_000) })
    socket.emit('command', commandOn(boardId, 'createTicket', created), () => undefined)
    await ended
    socket.disconnect()
    const [found] = await server.database.sql`select 1 from ticket where id = ${created.ticketId}`
    expect(found).toBeUndefined()
  })
})
