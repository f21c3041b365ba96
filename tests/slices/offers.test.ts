import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { setEngine } from '#db/board-dispatch.ts'
import { findTicketDecisions } from '#db/decision.ts'
import { actorRef } from '#domain/actor.ts'
import type { DispatchMode, HandOut } from '#domain/scoring/engine-settings.ts'
import type { BoardSocket } from '#realtime/client/connect-socket.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { insertDeviceToken, openSocket } from '#tests/support/open-socket.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let nodes: TestServer[]
let phones: BoardSocket[]
let boardId: string
let ana: TestBoardClient
let ben: TestBoardClient

const here = { lng: 121.47, lat: 31.23 }
const north = (km: number) => ({ ...here, lat: here.lat + km / 111 })

beforeEach(async () => {
  database = await createTestDatabase()
  boardId = await insertTestBoard(database)
  nodes = [await startTestServer({ database })]
  phones = []
})
afterEach(async () => {
  for (const client of [ana, ben]) client.close()
  for (const phone of phones) phone.disconnect()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

const nodeAt = (index: number) => nodes[index] ?? expect.fail('no such node')
const open = async () => {
  ;[ana, ben] = await openTwoBoardClients(nodeAt(0), boardId)
}

/** An engineer so far away, with a phone on one of the nodes. */
async function engineer(km: number, { node = 0, capacity = 4 } = {}) {
  const id = await insertTestEngineer(database, boardId, { name: `${km} km`, home: north(km), capacity })
  const token = await insertDeviceToken(database, id)
  const phone = await openSocket(nodeAt(node).url, { authorization: `Bearer ${token}` })
  phones.push(phone)
  const answer = (name: 'acceptOffer' | 'claimTicket', ticketId: string): Promise<CommandAnswer> =>
    sendCommand(phone, commandOn(boardId, name, { ticketId, offerId: offerOf(ticketId), engineerId: id }))
  return {
    id,
    accept: (ticketId: string) => answer('acceptOffer', ticketId),
    claim: (ticketId: string) => answer('claimTicket', ticketId),
    decline: (ticketId: string) =>
      sendCommand(phone, commandOn(boardId, 'declineOffer', { ticketId, offerId: offerOf(ticketId) })),
  }
}

const ticketOf = (ticketId: string) => ana.getState().confirmed.get(ticketId) ?? expect.fail('no such ticket')
const offerOf = (ticketId: string) => ticketOf(ticketId).offer?.id ?? randomUUID()

async function create(): Promise<string> {
  const ticket = newTicket({ place: here })
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  await ana.until(({ confirmed }) => confirmed.has(ticket.ticketId))
  return ticket.ticketId
}

async function offer(ticketId: string, engineerId: string | null) {
  const { version: expectedVersion } = ticketOf(ticketId)
  expect(
    await ana.send('offerTicket', { ticketId, expectedVersion, offerId: randomUUID(), engineerId }),
  ).toMatchObject({ ok: true })
  return untilOffered(ticketId, engineerId)
}

const untilOffered = (ticketId: string, engineerId: string | null) =>
  ana.until(({ confirmed }) => {
    const made = confirmed.get(ticketId)?.offer
    return engineerId === null
      ? made?.to === 'pool'
      : made?.to === 'engineer' && made.engineerId === engineerId
  })
const untilHeldBy = (ticketId: string, engineerId: string) =>
  ben.until(({ confirmed }) => confirmed.get(ticketId)?.assignment?.engineerId === engineerId)
const untilNotOffered = (ticketId: string) =>
  ana.until(({ confirmed }) => confirmed.get(ticketId)?.offer === null)

const switchTo = async (dispatchMode: DispatchMode, handOut: HandOut) => {
  await setEngine(database.kysely, {
    boardId,
    dispatchMode,
    handOut,
    by: actorRef(ana.actor),
    at: Date.now(),
  })
}

/** The minute is over. */
async function letTimePass(ticketId: string) {
  await database.sql`
    update ticket set offer = jsonb_set(offer, '{expiresAt}', to_jsonb(${Date.now() - 1}::bigint)) where id = ${ticketId}`
  await database.sql`update offer set expires_at = ${Date.now() - 1} where ticket_id = ${ticketId} and ended_at is null`
}

const refused = (name: string) => ({ ok: false, rejection: expect.objectContaining({ name }) as unknown })

describe('a ticket offered to an engineer', () => {
  it('[O1] is seen as offered by everybody, and is theirs when they accept, as the choice of who offered it', async () => {
    const near = await engineer(1)
    await open()
    const ticketId = await create()
    await offer(ticketId, near.id)
    await ben.until(({ confirmed }) => confirmed.get(ticketId)?.offer?.to === 'engineer')
    expect(ticketOf(ticketId)).toMatchObject({ stage: 'to-dispatch', assignment: null, version: 2 })
    expect(await near.accept(ticketId)).toMatchObject({ ok: true })
    const state = await untilHeldBy(ticketId, near.id)
    expect(state.confirmed.get(ticketId)).toMatchObject({ offer: null, changedBy: '1 km', stage: 'assigned' })
    const [decision] = await findTicketDecisions(database.sql, ticketId)
    expect(decision?.record).toMatchObject({ decidedBy: 'person', chosenEngineerId: near.id, chosenRank: 1 })
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[O2] is nobody else’s to answer, and has only one offer at a time', async () => {
    const [near, far] = [await engineer(1), await engineer(9)]
    await open()
    const ticketId = await create()
    await offer(ticketId, near.id)
    expect(await far.accept(ticketId)).toEqual(refused('offer-over'))
    expect(await far.decline(ticketId)).toEqual(refused('offer-over'))
    expect(await far.claim(ticketId)).toEqual(refused('offer-over'))
    const again = { ticketId, expectedVersion: 2, offerId: randomUUID(), engineerId: far.id }
    expect(await ana.send('offerTicket', again)).toEqual(refused('already-offered'))
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[O2] may be corrected meanwhile without taking the answer out of the hand; given to another it is over', async () => {
    const [near, far] = [await engineer(1), await engineer(9)]
    await open()
    const [corrected, given] = [await create(), await create()]
    await offer(corrected, near.id)
    await offer(given, near.id)
    await ana.send('editTicket', { ticketId: corrected, expectedVersion: 2, changes: { title: '漏电' } })
    expect(await near.accept(corrected)).toMatchObject({ ok: true })
    const lost = offerOf(given)
    await ana.send('assignTicket', { ticketId: given, expectedVersion: 2, engineerId: far.id })
    await untilHeldBy(given, far.id)
    expect(await near.accept(given)).toEqual({
      ok: false,
      rejection: { name: 'already-assigned', engineer: '9 km' },
    })
    const [row] = await database.sql`select outcome from offer where id = ${lost}`
    expect(row).toEqual({ outcome: 'overtaken' })
  })

  it('[O3] goes to the next best when it is declined, and is suggested again when all have declined', async () => {
    const [near, far] = [await engineer(1), await engineer(6)]
    await open()
    const ticketId = await create()
    await offer(ticketId, near.id)
    expect(await near.decline(ticketId)).toMatchObject({ ok: true })
    await untilOffered(ticketId, far.id)
    expect(ticketOf(ticketId)).toMatchObject({ changedBy: 'Paidan' })
    expect(await far.decline(ticketId)).toMatchObject({ ok: true })
    await untilNotOffered(ticketId)
    const answer = await ana.suggest([ticketId])
    expect(answer).toMatchObject({ ok: true, suggestions: [{ left: { reason: 'all-asked', asked: 2 } }] })
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[O3] goes on beyond the first of the list, over all who are good enough', async () => {
    const phonesOf = [await engineer(0.5), await engineer(9)]
    const between = await Promise.all(
      Array.from({ length: 26 }, (_, index) =>
        insertTestEngineer(database, boardId, { home: north(1 + index / 10) }),
      ),
    )
    await open()
    const ticketId = await create()
    await database.sql`
      insert into offer ${database.sql(
        between.map((engineer_id) => ({
          id: randomUUID(),
          board_id: boardId,
          ticket_id: ticketId,
          engineer_id,
          offered_by: database.sql.json(actorRef(ana.actor)),
          offered_at: Date.now(),
          expires_at: Date.now(),
          ended_at: Date.now(),
          outcome: 'declined',
        })),
      )}`
    const [near, far] = phonesOf
    if (!near || !far) throw new Error('two have phones')
    await offer(ticketId, near.id)
    expect(await near.decline(ticketId)).toMatchObject({ ok: true })
    await untilOffered(ticketId, far.id)
    expect(await far.decline(ticketId)).toMatchObject({ ok: true })
    await untilNotOffered(ticketId)
    const answer = await ana.suggest([ticketId])
    expect(answer).toMatchObject({ suggestions: [{ left: { reason: 'all-asked', asked: 28 } }] })
  })

  it('[O3] goes to the next best when nobody answers, once, on two nodes, and after a restart in between', async () => {
    const [near, far] = [await engineer(1), await engineer(6)]
    await open()
    const ticketId = await create()
    await offer(ticketId, near.id)
    for (const phone of phones.splice(0)) phone.disconnect()
    for (const client of [ana, ben]) client.close()
    await nodeAt(0).close()
    await letTimePass(ticketId)
    nodes = await Promise.all([startTestServer({ database }), startTestServer({ database })])
    await open()
    await untilOffered(ticketId, far.id)
    const ends = await database.sql`
      select event ->> 'outcome' as outcome from board_event
      where board_id = ${boardId} and event ->> 'type' = 'offerEnded'`
    expect([...ends]).toEqual([{ outcome: 'expired' }])
  })

  it('[O3] cannot be accepted any more when its time is up', async () => {
    const near = await engineer(1)
    await open()
    const ticketId = await create()
    await offer(ticketId, near.id)
    const accepted = offerOf(ticketId)
    await letTimePass(ticketId)
    expect(
      await sendCommand(
        phones[0] ?? expect.fail('no phone'),
        commandOn(boardId, 'acceptOffer', { ticketId, offerId: accepted, engineerId: near.id }),
      ),
    ).toEqual(refused('offer-over'))
  })

  it('[O4] is taken back by the office for good', async () => {
    const [near] = [await engineer(1), await engineer(6)]
    await open()
    await switchTo('auto', 'offer')
    const ticketId = await create()
    await untilOffered(ticketId, near.id)
    const { version: expectedVersion } = ticketOf(ticketId)
    const withdrawn = { ticketId, expectedVersion, offerId: offerOf(ticketId) }
    expect(await ana.send('withdrawOffer', withdrawn)).toMatchObject({ ok: true })
    const later = await create()
    await untilOffered(later, near.id)
    expect(ticketOf(ticketId).offer).toBeNull()
    const answer = await ana.suggest([ticketId])
    expect(answer).toMatchObject({ suggestions: [{ left: { reason: 'taken-back' } }] })
  })

  it('[O2] goes to one only when two nodes race: the engineer accepts as a dispatcher assigns', async () => {
    nodes.push(await startTestServer({ database }))
    const [near, far] = [await engineer(1, { node: 1, capacity: 30 }), await engineer(6, { capacity: 30 })]
    await open()
    const tickets = await Promise.all(Array.from({ length: 20 }, () => create()))
    for (const ticketId of tickets) await offer(ticketId, near.id)
    const races = await Promise.all(
      tickets.flatMap((ticketId) => [
        near.accept(ticketId),
        ana.send('assignTicket', { ticketId, expectedVersion: 2, engineerId: far.id }),
      ]),
    )
    expect(races.filter(({ ok }) => ok)).toHaveLength(tickets.length)
    for (const answer of races)
      if (!answer.ok) expect(['already-assigned', 'version-stale']).toContain(answer.rejection.name)
    const [lines] = await database.sql`
      select count(*)::int as open, count(distinct ticket_id)::int as tickets from assignment where ended_at is null`
    expect(lines).toEqual({ open: tickets.length, tickets: tickets.length })
    await expectOneTruth(database, boardId, [ana, ben])
  })
})

describe('the pool', () => {
  it('[O5] gives a ticket to the first of those who claim it, on whatever node, and names the winner to the others', async () => {
    nodes.push(await startTestServer({ database }))
    const hands = [
      await engineer(1, { capacity: 30 }),
      await engineer(2, { node: 1, capacity: 30 }),
      await engineer(3, { node: 1, capacity: 30 }),
    ]
    await open()
    await switchTo('auto', 'pool')
    const tickets = await Promise.all(Array.from({ length: 20 }, () => create()))
    for (const ticketId of tickets) await untilOffered(ticketId, null)
    for (const ticketId of tickets) {
      const answers = await Promise.all(hands.map((hand) => hand.claim(ticketId)))
      const winner = hands[answers.findIndex(({ ok }) => ok)]
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      const state = await untilHeldBy(ticketId, winner?.id ?? '')
      const engineerName = state.engineers.get(winner?.id ?? '')?.name
      for (const answer of answers)
        if (!answer.ok) expect(answer.rejection).toEqual({ name: 'already-assigned', engineer: engineerName })
    }
    const [decision] = await findTicketDecisions(database.sql, tickets[0] ?? '')
    expect(decision?.record.decidedBy).toBe('engineer')
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[O5] is only for those who may be given the ticket', async () => {
    const full = await engineer(1, { capacity: 1 })
    await open()
    const [first, second] = [await create(), await create()]
    await offer(first, null)
    await offer(second, null)
    expect(await full.claim(first)).toMatchObject({ ok: true })
    expect(await full.claim(second)).toEqual(refused('at-capacity'))
    expect(await ana.send('unassignTicket', { ticketId: first, expectedVersion: 3 })).toMatchObject({
      ok: true,
    })
    expect(ticketOf(first).offer).toBeNull()
  })
})
