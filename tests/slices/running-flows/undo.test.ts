import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeBackDrawn, whenSettled } from '#app/board/undo-drawn.ts'
import { createUndoStack } from '#app/board/undo-stack.ts'
import { createVersionTrail } from '#app/board/version-trail.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { leaveDispatchToPeople } from '#tests/support/dispatch-limits.ts'
import { runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let server: TestServer
let boardId: string
let engineerId: string
const trail = createVersionTrail()
let undos: ReturnType<typeof createUndoStack>
let ana: TestBoardClient

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startTestServer({ database })
})
afterAll(async () => {
  await server.close()
  await database.drop()
})
beforeEach(async () => {
  undos = createUndoStack()
  boardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  await leaveDispatchToPeople(database, boardId)
  await runBoardOn(database, boardId, starterGraph('appliance-repair'))
  ana = await openBoardClient(database, { url: server.url, boardId, role: 'dispatcher' })
  await ana.untilLive()
  return () => ana.close()
})

const readStand = ({ id }: Ticket) => findStand(database.sql, id, { actor: ana.actor, now: Date.now() })
const ticketOf = (ticketId: string): Ticket => {
  const ticket = ana.getState().confirmed.get(ticketId)
  if (!ticket) throw new Error(`no ticket ${ticketId}`)
  return ticket
}
const seen = (ticketId: string) => ({ ticketId, expectedVersion: ticketOf(ticketId).version })

async function create(): Promise<string> {
  const ticket = newTicket()
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  await whenSettled(ana, ticket.ticketId)
  return ticket.ticketId
}
/** Does something to the ticket, and gives what takes it back. */
async function change(ticketId: string, act: () => ReturnType<TestBoardClient['send']>) {
  const before = ticketOf(ticketId)
  const answer = act()
  const settled = whenSettled(ana, ticketId)
  expect(await answer).toMatchObject({ ok: true })
  await settled
  undos.push({ plain: [], drawn: [{ before, settled }], settled, text: '' })
  return () => takeBackDrawn(ana, { readStand, trail }, { before, settled })
}
/** As the key does it, without looking whether the one before has ended. */
const undo = () =>
  undos.undo(async ({ drawn }) => {
    const ends = await Promise.all(
      drawn.map(async (one) => ({
        ticketId: one.before.id,
        rejection: await takeBackDrawn(ana, { readStand, trail }, one),
      })),
    )
    return ends.flatMap(({ ticketId, rejection }) => (rejection ? [{ ticketId, rejection }] : []))
  })
const assign = (ticketId: string) =>
  change(ticketId, () => ana.send('assignTicket', { ...seen(ticketId), engineerId }))
const move = (ticketId: string, stage: 'en-route' | 'on-site') =>
  change(ticketId, () => ana.send('moveTicketStage', { ...seen(ticketId), stage }))

describe('what a hand has done on a drawn flow', () => {
  it('is taken back by the ways of the flow, whatever its engine made of it', async () => {
    const ticketId = await create()
    const unassign = await assign(ticketId)
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'accept', stage: 'assigned' })
    expect(await unassign()).toBeNull()
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'auto', assignment: null })

    await assign(ticketId)
    await move(ticketId, 'en-route')
    const goBack = await move(ticketId, 'on-site')
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'repair' })
    expect(await goBack()).toBeNull()
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'travel', assignment: { engineerId } })
  })

  it('is reopened where it stood when it was cancelled', async () => {
    const ticketId = await create()
    await assign(ticketId)
    await move(ticketId, 'en-route')
    const reopen = await change(ticketId, () =>
      ana.send('cancelTicket', { ...seen(ticketId), reason: '客户不修了' }),
    )
    expect(ticketOf(ticketId).stage).toBe('closed')
    expect(await reopen()).toBeNull()
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'travel', assignment: { engineerId } })
  })

  it('is taken back one change after the other, but not past what somebody else did', async () => {
    const ticketId = await create()
    await assign(ticketId)
    const lower = await change(ticketId, () =>
      ana.send('setTicketPriority', { ...seen(ticketId), priority: 1 }),
    )
    const leave = await move(ticketId, 'en-route')
    const arrive = await move(ticketId, 'on-site')
    expect(await arrive()).toBeNull()
    const ben = await openBoardClient(database, { url: server.url, boardId, role: 'supervisor' })
    expect(await ben.send('setTicketPriority', { ...seen(ticketId), priority: 4 })).toMatchObject({
      ok: true,
    })
    ben.close()
    expect(await leave()).toEqual({ name: 'version-stale', changedBy: 'supervisor' })
    expect(await lower()).toEqual({ name: 'version-stale', changedBy: 'supervisor' })
  })

  it('is taken back one change after the other, however quickly that is asked for', async () => {
    const ticketId = await create()
    await assign(ticketId)
    const { priority } = ticketOf(ticketId)
    await change(ticketId, () =>
      ana.send('setTicketPriority', { ...seen(ticketId), priority: priority === 1 ? 2 : 1 }),
    )
    const ends = await Promise.all([undo(), undo(), undo()])
    expect(ends.map((end) => end?.refusals)).toEqual([[], [], undefined])
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'auto', assignment: null, priority })
  })

  it('can still be taken back when nobody has answered', async () => {
    const ticketId = await create()
    await assign(ticketId)
    const noAnswer = { ticketId, rejection: { name: 'no-answer' } } as const
    expect(await undos.undo(() => Promise.resolve([noAnswer]))).toMatchObject({ refusals: [noAnswer] })
    expect(await undo()).toMatchObject({ refusals: [] })
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'auto', assignment: null })
  })

  it('stays where its node does not let it go back, and says so', async () => {
    const ticketId = await create()
    await assign(ticketId)
    const lower = await change(ticketId, () =>
      ana.send('setTicketPriority', { ...seen(ticketId), priority: 1 }),
    )
    expect(await lower()).toBeNull()
    await move(ticketId, 'en-route')
    await move(ticketId, 'on-site')
    const step = (await readStand(ticketOf(ticketId)))?.places[0]
    const filled = { 'form.serial': 'A1', 'form.fault': 'E5', 'form.photos': ['1.jpg'] }
    const finish = await change(ticketId, () =>
      ana.send('completeStep', {
        ...seen(ticketId),
        ...{ tokenId: step?.tokenId ?? '', outcome: 'done', fields: filled },
      }),
    )
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'verify', stage: 'to-verify' })
    expect(await finish()).toEqual({ name: 'operation-not-allowed', operation: 'return' })
  })
})
