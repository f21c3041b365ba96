import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandInput, CommandName } from '#contract/command.ts'
import { findNotes } from '#db/note.ts'
import type { Actor, Role } from '#domain/actor.ts'
import type { FlowState } from '#domain/flow/flow-state.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { draw } from '#domain/flow-graph/starters/draw.ts'
import type { Rejection } from '#domain/rejection.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'
import { createRunCommand, type RunCommand } from '#server/commands/run-command.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { commandOn } from '#tests/support/send-command.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
let runCommand: RunCommand
let boardId: string
let engineerId: string
let dispatcher: Actor
let holder: Actor

const person = async (role: Role): Promise<Actor> => {
  const { personId } = await signIn(database, { role, boardIds: [boardId] })
  return { kind: 'person', id: personId, name: role, role, boardIds: [boardId] }
}

beforeAll(async () => {
  database = await createTestDatabase()
  runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
})
afterAll(() => database.drop())
beforeEach(async () => {
  boardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  dispatcher = await person('dispatcher')
  holder = { kind: 'engineer', id: engineerId, name: 'Wu Haifeng', boardId }
})

const ask = <Name extends CommandName>(
  actor: Actor,
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
) => runCommand(actor, commandOn(boardId, name, input))

async function rowOf(ticketId: string) {
  const [row] = await database.sql<
    { version: number; nodeId: string; stage: string; priority: number; state: FlowState; form: unknown }[]
  >`
    select t.version, t.node_id as "nodeId", t.stage, t.priority, f.state, f.form
    from ticket t join ticket_flow f on f.ticket_id = t.id where t.id = ${ticketId}`
  if (!row) throw new Error(`no ticket ${ticketId}`)
  return row
}
/** The step on a node: all tickets here stand there with one token. */
async function stepOn(ticketId: string, nodeId?: string) {
  const { version, state } = await rowOf(ticketId)
  const token = state.tokens.find((one) => nodeId === undefined || one.nodeId === nodeId)
  return { ticketId, expectedVersion: version, tokenId: token?.id ?? '' }
}
async function create(graph?: FlowGraph): Promise<string> {
  if (graph) await runBoardOn(database, boardId, graph)
  const ticket = newTicket()
  expect(await ask(dispatcher, 'createTicket', ticket)).toMatchObject({ ok: true })
  return ticket.ticketId
}
async function assign(ticketId: string) {
  const { version } = await rowOf(ticketId)
  const input = { ticketId, expectedVersion: version, engineerId }
  expect(await ask(dispatcher, 'assignTicket', input)).toMatchObject({ ok: true })
}
const complete = async (
  actor: Actor,
  ticketId: string,
  outcome: string,
  fields?: CommandInput<'completeStep'>['fields'],
) => ask(actor, 'completeStep', { ...(await stepOn(ticketId)), outcome, ...(fields && { fields }) })
const refuses = async (question: () => Promise<unknown>, rejection: Rejection) =>
  expectRefused(database, question, rejection)

describe('the steps of the appliance-repair flow', () => {
  const found = { 'form.serial': 'A1', 'form.fault': 'E5', 'form.photos': ['1.jpg'] }
  async function toRepair(): Promise<string> {
    const ticketId = await create(starterGraph('appliance-repair'))
    await assign(ticketId)
    expect(await complete(holder, ticketId, 'accept')).toMatchObject({ ok: true })
    expect(await complete(holder, ticketId, 'done')).toMatchObject({ ok: true })
    return ticketId
  }

  it('[F7] are taken by the holder, with what has to be filled in, and end with the customer', async () => {
    const ticketId = await toRepair()
    expect(await complete(holder, ticketId, 'done')).toMatchObject({ rejection: { name: 'fields-required' } })
    expect(await complete(holder, ticketId, 'done', found)).toMatchObject({ ok: true })
    expect(await rowOf(ticketId)).toMatchObject({
      nodeId: 'verify',
      form: { serial: 'A1', photos: ['1.jpg'] },
    })
    expect(await complete(dispatcher, ticketId, 'good')).toMatchObject({ ok: true })
    expect(await rowOf(ticketId)).toMatchObject({
      nodeId: 'end',
      stage: 'closed',
      state: { status: 'finished' },
    })
  })

  it('[F7] go on side by side, each by those whose it is', async () => {
    const ticketId = await toRepair()
    expect(await complete(holder, ticketId, 'done', { ...found, 'form.parts': ['pump'] })).toMatchObject({
      ok: true,
    })
    const nodes = (await rowOf(ticketId)).state.tokens.map(({ nodeId }) => nodeId)
    expect(nodes.toSorted()).toEqual(['quote', 'transfer'])
    const quote = await stepOn(ticketId, 'quote')
    const forbidden = { name: 'not-your-step', node: { 'zh-CN': '报价确认', en: 'Quote accepted' } } as const
    await refuses(() => ask(holder, 'decideApproval', { ...quote, verdict: 'approved' }), forbidden)
    const desk = await person('service-desk')
    expect(await ask(desk, 'decideApproval', { ...quote, verdict: 'approved' })).toMatchObject({ ok: true })
    const transfer = await stepOn(ticketId, 'transfer')
    expect(await ask(dispatcher, 'completeStep', { ...transfer, outcome: 'done' })).toMatchObject({
      ok: true,
    })
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'second', stage: 'on-site' })
  })

  it('[F7] can be given back, handed on and not ended early where the node says so', async () => {
    const ticketId = await toRepair()
    const step = await stepOn(ticketId)
    const closing = { name: 'operation-not-allowed', operation: 'close' } as const
    await refuses(() => ask(dispatcher, 'closeStep', { ...step, reason: '不修了' }), closing)
    await refuses(() => ask(dispatcher, 'returnStep', { ...step, toNodeId: 'verify' }), {
      ...{ name: 'not-visited', nodeId: 'verify' },
    })
    await refuses(() => ask(dispatcher, 'transferStep', { ...step, handlerId: randomUUID() }), {
      name: 'handler-not-found',
    })
    const { personId: stranger } = await signIn(database, { role: 'dispatcher', boardIds: [] })
    await refuses(() => ask(dispatcher, 'transferStep', { ...step, handlerId: stranger }), {
      name: 'handler-not-found',
    })
    const other = await insertTestEngineer(database, boardId)
    expect(await ask(dispatcher, 'transferStep', { ...step, handlerId: other })).toMatchObject({ ok: true })
    expect((await rowOf(ticketId)).state.tokens[0]?.handlerId).toBe(other)
    const again = await stepOn(ticketId)
    expect(await ask(dispatcher, 'returnStep', { ...again, toNodeId: 'travel' })).toMatchObject({ ok: true })
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'travel', stage: 'en-route' })
  })

  it('[F7] are taken only as they were seen: a ticket that has gone on meanwhile stays where it is', async () => {
    const ticketId = await toRepair()
    const stand = await findStand(database.sql, ticketId, { actor: holder, now: Date.now() })
    const tokenId = stand?.places[0]?.tokenId ?? ''
    const asSeen = { ticketId, expectedVersion: stand?.ticketVersion ?? 0, tokenId }
    expect(await ask(dispatcher, 'returnStep', { ...asSeen, toNodeId: 'travel' })).toMatchObject({ ok: true })
    const after = await rowOf(ticketId)
    // The token is the same on the node before, and so is the name of the way.
    expect(after).toMatchObject({ nodeId: 'travel', state: { tokens: [{ id: tokenId }] } })
    const stale = { name: 'version-stale', changedBy: 'dispatcher' } as const
    await refuses(() => ask(holder, 'completeStep', { ...asSeen, outcome: 'done', fields: found }), stale)
    await refuses(() => ask(dispatcher, 'returnStep', { ...asSeen, toNodeId: 'accept' }), stale)
    expect(await rowOf(ticketId)).toEqual(after)
  })

  it('[F13] take what is said about them along, and leave nothing of it where they are refused', async () => {
    const ticketId = await toRepair()
    const step = await stepOn(ticketId)
    const note = () => ({ noteId: randomUUID(), text: '客户改约到下午' })
    const refused = await ask(dispatcher, 'returnStep', { ...step, toNodeId: 'verify', note: note() })
    expect(refused).toMatchObject({ rejection: { name: 'not-visited' } })
    expect(await findNotes(database.sql, ticketId)).toEqual([])
    expect(await ask(dispatcher, 'returnStep', { ...step, toNodeId: 'travel', note: note() })).toMatchObject({
      ok: true,
    })
    expect(await findNotes(database.sql, ticketId)).toMatchObject([
      { text: '客户改约到下午', by: 'dispatcher' },
    ])
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'travel', version: step.expectedVersion + 1 })
  })

  it('[F7] frees the ticket when the holder declines, for automatic dispatch to look again', async () => {
    const ticketId = await create(starterGraph('appliance-repair'))
    await assign(ticketId)
    expect(await complete(holder, ticketId, 'decline')).toMatchObject({ ok: true })
    const [row] = await database.sql`select assignee_id, node_id from ticket where id = ${ticketId}`
    expect(row).toEqual({ assignee_id: null, node_id: 'auto' })
  })
})

describe('an approval before the dispatch', () => {
  it('[F7] is given by nobody who only moves the ticket or gives it to somebody', async () => {
    const ticketId = await create(
      draw(
        { 'zh-CN': '先批后派', en: 'Approve, then dispatch' },
        {
          start: ['start', 0, 0, { name: 'start' }],
          ask: [
            'approval',
            1,
            0,
            { name: 'ask', stage: 'to-dispatch', handler: { kind: 'role', role: 'supervisor' } },
          ],
          work: ['task', 2, 0, { name: 'work', stage: 'on-site', handler: { kind: 'holder' } }],
          end: ['end', 3, 0, { name: 'end' }],
        },
        [
          ['start', 'done', 'ask'],
          ['ask', 'approved', 'work'],
          ['ask', 'rejected', 'end'],
          ['work', 'done', 'end'],
        ],
      ),
    )
    const seen = { ticketId, expectedVersion: 1 }
    const forbidden = { name: 'not-your-step', node: { 'zh-CN': 'ask', en: 'ask' } } as const
    await refuses(() => ask(dispatcher, 'assignTicket', { ...seen, engineerId }), forbidden)
    await refuses(() => ask(dispatcher, 'moveTicketStage', { ...seen, stage: 'closed' }), forbidden)
    const supervisor = await person('supervisor')
    expect(await ask(supervisor, 'assignTicket', { ...seen, engineerId })).toMatchObject({ ok: true })
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'work', stage: 'on-site' })
  })

  it('[F4] is not passed by giving the ticket to somebody before it was asked for', async () => {
    const role = (name: string, who: Role) => ({ name, handler: { kind: 'role', role: who } })
    const ticketId = await create(
      draw(
        { 'zh-CN': '申请、批准、处理', en: 'Ask, approve, work' },
        {
          start: ['start', 0, 0, { name: 'start' }],
          apply: [
            'task',
            1,
            0,
            { ...role('apply', 'dispatcher'), stage: 'to-dispatch', 'operations.transfer': true },
          ],
          approve: [
            'approval',
            2,
            0,
            { ...role('approve', 'supervisor'), stage: 'waiting', 'operations.transfer': true },
          ],
          work: ['task', 3, 0, { name: 'work', stage: 'on-site', handler: { kind: 'holder' } }],
          end: ['end', 4, 0, { name: 'end' }],
        },
        [
          ['start', 'done', 'apply'],
          ['apply', 'done', 'approve'],
          ['approve', 'approved', 'work'],
          ['approve', 'rejected', 'apply'],
          ['work', 'done', 'end'],
        ],
      ),
    )
    await assign(ticketId)
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'apply' })
    expect(await complete(dispatcher, ticketId, 'done')).toMatchObject({ ok: true })
    const other = await insertTestEngineer(database, boardId)
    const seen = { ticketId, expectedVersion: (await rowOf(ticketId)).version }
    expect(await ask(dispatcher, 'reassignTicket', { ...seen, engineerId: other })).toMatchObject({
      ok: true,
    })
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'approve' })
    const supervisor = await person('supervisor')
    const step = await stepOn(ticketId)
    expect(await ask(supervisor, 'decideApproval', { ...step, verdict: 'approved' })).toMatchObject({
      ok: true,
    })
    expect(await rowOf(ticketId)).toMatchObject({ nodeId: 'work', state: { tokens: [{ handlerId: other }] } })
  })
})

describe('a call of another system', () => {
  it('[F12] is ordered by the very first step of a ticket too', async () => {
    const graph = draw(
      { 'zh-CN': '先报备', en: 'Announce first' },
      {
        start: ['start', 0, 0, { name: 'start' }],
        call: ['webhook', 1, 0, { name: 'call', url: 'https://erp.example.com/new', waits: true }],
        end: ['end', 2, 0, { name: 'end' }],
      },
      [
        ['start', 'done', 'call'],
        ['call', 'done', 'end'],
      ],
    )
    const ticketId = await create(graph)
    const calls = await database.sql`select node_id, url from webhook_delivery where ticket_id = ${ticketId}`
    expect([...calls]).toEqual([{ node_id: 'call', url: 'https://erp.example.com/new' }])
  })
})

describe('automatic dispatch by a rule', () => {
  it('[F11] gives nobody more than they may hold, those of one batch together', async () => {
    const only = await insertTestEngineer(database, boardId, { capacity: 2 })
    const graph = draw(
      { 'zh-CN': '按规则派', en: 'By a rule' },
      {
        start: ['start', 0, 0, { name: 'start' }],
        auto: [
          'auto-assign',
          1,
          0,
          { name: 'auto', by: { kind: 'rule', handler: { kind: 'person', personId: only } } },
        ],
        'by-hand': ['task', 2, 1, { name: 'by-hand', handler: { kind: 'role', role: 'dispatcher' } }],
        work: ['task', 2, 0, { name: 'work', stage: 'on-site', handler: { kind: 'holder' } }],
        end: ['end', 3, 0, { name: 'end' }],
      },
      [
        ['start', 'done', 'auto'],
        ['auto', 'assigned', 'work'],
        ['auto', 'unassigned', 'by-hand'],
        ['by-hand', 'done', 'work'],
        ['work', 'done', 'end'],
      ],
    )
    await runBoardOn(database, boardId, graph)
    const createTickets = createCreateTickets({
      sql: database.sql,
      now: Date.now,
      onCommitted: () => undefined,
    })
    const commands = Array.from({ length: 3 }, () => ({ commandId: randomUUID(), ...newTicket() }))
    for (const answer of await createTickets(dispatcher, boardId, commands))
      expect(answer).toMatchObject({ ok: true })
    const rows = await Promise.all(commands.map(({ ticketId }) => rowOf(ticketId)))
    expect(rows.map(({ nodeId }) => nodeId)).toEqual(['work', 'work', 'by-hand'])
  })
})

describe('field rights', () => {
  it('[F8] of the node on which the ticket stands bind every way in', async () => {
    const graph = draw(
      { 'zh-CN': '核对', en: 'Check' },
      {
        start: ['start', 0, 0, { name: 'start' }],
        check: [
          'task',
          1,
          0,
          {
            name: 'check',
            stage: 'to-dispatch',
            handler: { kind: 'role', role: 'dispatcher' },
            'rights.priority': 'read',
            'rights.due': 'hidden',
            'rights.form.cost': 'edit',
            'rights.form.fault': 'hidden',
          },
        ],
        end: ['end', 2, 0, { name: 'end' }],
      },
      [
        ['start', 'done', 'check'],
        ['check', 'done', 'end'],
      ],
    )
    const ticketId = await create(graph)
    const seen = { ticketId, expectedVersion: 1 }
    await refuses(() => ask(dispatcher, 'setTicketPriority', { ...seen, priority: 1 }), {
      ...{ name: 'field-read-only', field: 'priority' },
    })
    await refuses(() => ask(dispatcher, 'editTicket', { ...seen, changes: { dueAt: Date.now() } }), {
      ...{ name: 'field-read-only', field: 'due' },
    })
    await refuses(() => ask(dispatcher, 'fillForm', { ...seen, fields: { 'form.fault': 'x' } }), {
      ...{ name: 'field-read-only', field: 'form.fault' },
    })
    await refuses(() => ask(dispatcher, 'fillForm', { ...seen, fields: { 'form.cost': 'much' } }), {
      ...{ name: 'field-unfit', field: 'form.cost' },
    })
    const stand = await findStand(database.sql, ticketId, { actor: dispatcher, now: Date.now() })
    expect(stand).toMatchObject({
      places: [{ ways: [{ kind: 'complete', outcome: 'done' }] }],
      fields: [{ field: 'form.cost', right: 'edit', value: null }],
    })
    const desk = await person('service-desk')
    const looking = await findStand(database.sql, ticketId, { actor: desk, now: Date.now() })
    expect(looking).toMatchObject({
      places: [{ ways: [], isWork: true, waitsFor: { kind: 'role', role: 'dispatcher' } }],
      fields: [],
    })
    await refuses(() => ask(desk, 'fillForm', { ...seen, fields: { 'form.cost': 80 } }), {
      ...{ name: 'field-read-only', field: 'form.cost' },
    })
    expect(await ask(dispatcher, 'fillForm', { ...seen, fields: { 'form.cost': 80 } })).toMatchObject({
      ok: true,
    })
    expect(await rowOf(ticketId)).toMatchObject({ form: { cost: 80 }, version: 2 })
  })
})
