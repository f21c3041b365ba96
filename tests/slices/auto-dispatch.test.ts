import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setEngine } from '#db/board-dispatch.ts'
import { actorRef } from '#domain/actor.ts'
import type { DispatchMode } from '#domain/scoring/engine-settings.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let nodes: TestServer[]
let boardId: string
let ana: TestBoardClient
let ben: TestBoardClient

const here = { lng: 121.47, lat: 31.23 }
const north = (km: number) => ({ ...here, lat: here.lat + km / 111 })

beforeEach(async () => {
  database = await createTestDatabase()
  boardId = await insertTestBoard(database)
  nodes = [await startTestServer({ database })]
})
afterEach(async () => {
  for (const client of [ana, ben]) client.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

async function open() {
  const [node] = nodes
  if (!node) throw new Error('a node was started')
  ;[ana, ben] = await openTwoBoardClients(node, boardId)
}

const switchTo = (dispatchMode: DispatchMode, hourlyLimit?: number) =>
  setEngine(database.kysely, { boardId, dispatchMode, hourlyLimit, by: actorRef(ana.actor), at: Date.now() })

const isHeld = (client: TestBoardClient, ticketId: string) =>
  client.until(({ confirmed }) => Boolean(confirmed.get(ticketId)?.assignment))

async function create(place = here): Promise<string> {
  const ticket = newTicket({ place })
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  return ticket.ticketId
}

describe('a board that dispatches by itself', () => {
  it('gives a new ticket to the best engineer, in the name of the engine, on every screen', async () => {
    const near = await insertTestEngineer(database, boardId, { name: 'Near', home: north(1) })
    await insertTestEngineer(database, boardId, { name: 'Far', home: north(40) })
    await open()
    await switchTo('auto')
    await Promise.all([ana, ben].map((client) => client.until(({ board }) => board.dispatchMode === 'auto')))
    const ticketId = await create()
    const [seenByAna, seenByBen] = await Promise.all([isHeld(ana, ticketId), isHeld(ben, ticketId)])
    expect(seenByBen.confirmed.get(ticketId)).toMatchObject({
      assignment: { engineerId: near },
      changedBy: engineOf(boardId).name,
    })
    expect(seenByAna.confirmed.get(ticketId)).toEqual(seenByBen.confirmed.get(ticketId))
    const [event] = await database.sql<{ actor: unknown }[]>`
      select actor from board_event where board_id = ${boardId} order by seq desc limit 1`
    expect(event?.actor).toEqual(actorRef(engineOf(boardId)))
  })

  it('leaves a ticket for which nobody is clearly the best to people', async () => {
    await insertTestEngineer(database, boardId, { name: 'One', home: north(2) })
    await insertTestEngineer(database, boardId, { name: 'Twin', home: north(2) })
    const clear = { name: 'Clear', home: north(61) }
    await insertTestEngineer(database, boardId, clear)
    await open()
    await switchTo('auto')
    const unclear = await create()
    const other = await create(north(60))
    await isHeld(ana, other)
    expect(ana.getState().confirmed.get(unclear)?.assignment).toBeNull()
  })

  it('gives what nobody could take to the first who has room again, the first due first', async () => {
    const only = await insertTestEngineer(database, boardId, { home: north(1), capacity: 1 })
    await open()
    await switchTo('auto')
    const held = await create()
    await isHeld(ana, held)
    const ticketId = await create()
    await create()
    expect(await ana.suggest([ticketId])).toMatchObject({ suggestions: [{ left: { reason: 'nobody' } }] })
    const { version: expectedVersion = 0 } = ana.getState().confirmed.get(held) ?? {}
    expect(await ana.send('cancelTicket', { ticketId: held, expectedVersion, reason: '重复' })).toMatchObject(
      { ok: true },
    )
    const state = await isHeld(ana, ticketId)
    expect(state.confirmed.get(ticketId)?.assignment?.engineerId).toBe(only)
  })

  it('does not give away again what a person has taken back', async () => {
    await insertTestEngineer(database, boardId, { home: north(1) })
    await open()
    await switchTo('auto')
    const ticketId = await create()
    await isHeld(ana, ticketId)
    const version = ana.getState().confirmed.get(ticketId)?.version ?? 0
    expect(await ana.send('unassignTicket', { ticketId, expectedVersion: version })).toMatchObject({
      ok: true,
    })
    const later = await create()
    await isHeld(ana, later)
    expect(ana.getState().confirmed.get(ticketId)?.assignment).toBeNull()
  })

  it('hands one engineer no more within the hour than the board says, on all nodes together, and names the limit', async () => {
    const near = await insertTestEngineer(database, boardId, { name: 'Near', home: north(1), capacity: 9 })
    const far = await insertTestEngineer(database, boardId, { name: 'Far', home: north(12), capacity: 9 })
    nodes.push(await startTestServer({ database }))
    await open()
    await switchTo('auto', 2)
    const tickets = await Promise.all([1, 2, 3, 4, 5].map(() => create()))
    const state = await ana.until(
      ({ confirmed }) => [...confirmed.values()].filter(({ assignment }) => assignment).length === 4,
    )
    const held = tickets.map((id) => state.confirmed.get(id)?.assignment?.engineerId)
    expect([near, far].map((id) => held.filter((one) => one === id).length)).toEqual([2, 2])
    const left = tickets.find((id) => !state.confirmed.get(id)?.assignment) ?? ''
    const command = { commandId: randomUUID(), boardId, ticketId: left, expectedVersion: 1, engineerId: near }
    const run = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
    expect(await run(engineOf(boardId), { name: 'assignTicket', input: command })).toEqual({
      ok: false,
      rejection: { name: 'engine-limit', engineer: 'Near', given: 2, limit: 2 },
    })
    // A person is not bound by it.
    expect(
      await ana.send('assignTicket', { ticketId: left, expectedVersion: 1, engineerId: near }),
    ).toMatchObject({ ok: true })
  })

  it('assigns each ticket once, and nobody beyond capacity, with two nodes and two people at the same tickets', async () => {
    const engineers = await Promise.all(
      [1, 3, 6, 10, 15].map((km) => insertTestEngineer(database, boardId, { home: north(km), capacity: 6 })),
    )
    nodes.push(await startTestServer({ database }))
    await open()
    await switchTo('auto')
    await Promise.all([ana, ben].map((client) => client.until(({ board }) => board.dispatchMode === 'auto')))
    const tickets = await Promise.all(Array.from({ length: 40 }, () => create()))
    const races = tickets.flatMap((ticketId, index) =>
      [ana, ben].map((client) =>
        client.send('assignTicket', {
          ticketId,
          expectedVersion: 1,
          engineerId: engineers[index % engineers.length] ?? '',
        }),
      ),
    )
    await Promise.all(races)
    await ana.until(
      ({ confirmed }) => [...confirmed.values()].filter(({ assignment }) => assignment).length === 30,
    )
    const [lines] = await database.sql`
      select count(*)::int as open, count(distinct ticket_id)::int as tickets from assignment
      where ended_at is null and ticket_id in (select id from ticket where board_id = ${boardId})`
    expect(lines).toEqual({ open: 30, tickets: 30 })
    const loads = await database.sql<{ load: number }[]>`
      select count(*)::int as load from ticket where board_id = ${boardId} and assignee_id is not null
      group by assignee_id`
    expect(loads.map(({ load }) => load)).toEqual([6, 6, 6, 6, 6])
    await expectOneTruth(database, boardId, [ana, ben])
  })
})
