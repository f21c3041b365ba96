import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostSuggestions } from '#contract/wire.ts'
import { setEngine } from '#db/board-dispatch.ts'
import { findTicketDecisions } from '#db/decision.ts'
import { actorRef } from '#domain/actor.ts'
import { engineSettingsOf, isSameEngine, type EngineSettings } from '#domain/scoring/engine-settings.ts'
import { isOverride } from '#domain/scoring/decision-record.ts'
import {
  newTicket,
  openBoardClient,
  openTwoBoardClients,
  type TestBoardClient,
} from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
let ana: TestBoardClient
let ben: TestBoardClient

const here = { lng: 121.47, lat: 31.23 }
const north = (km: number) => ({ ...here, lat: here.lat + km / 111 })

beforeEach(async () => {
  server = await startTestServer()
  boardId = await insertTestBoard(server.database)
})
afterEach(async () => {
  for (const client of [ana, ben]) client.close()
  await server.close()
})

const open = async () => {
  ;[ana, ben] = await openTwoBoardClients(server, boardId)
}

async function create(place = here): Promise<string> {
  const ticket = newTicket({ place })
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  return ticket.ticketId
}

async function suggestionFor(ticketId: string) {
  const answer = await ana.suggest([ticketId])
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.suggestions[0]
}

const engineer = (km: number, name = `${km} km`) =>
  insertTestEngineer(server.database, boardId, { name, home: north(km) })

const change = async (settings: Partial<EngineSettings>) => {
  await setEngine(server.database.kysely, { boardId, ...settings, by: actorRef(ana.actor), at: Date.now() })
  await ana.until(({ board }) => isSameEngine(board, { ...engineSettingsOf(board), ...settings }))
}

describe('what the engine suggests', () => {
  it('[W7] is the first of the advice, for each ticket that waits', async () => {
    await engineer(1)
    await engineer(40)
    await open()
    const near = await create()
    const far = await create(north(39))
    const answer = await ana.suggest([near, far])
    if (!answer.ok) throw new Error(answer.rejection.name)
    for (const ticketId of [near, far]) {
      const advised = await ana.advise(ticketId)
      if (!advised.ok) throw new Error(advised.rejection.name)
      const [best] = advised.advice.recommended
      expect(answer.suggestions.find((one) => one.ticketId === ticketId)).toEqual({
        ticketId,
        ticketVersion: 1,
        first: {
          engineerId: best?.engineerId,
          points: best?.score.total,
          travelSeconds: best?.travel.seconds,
        },
        left: null,
      })
    }
  })

  it('[W7] says why the engine would not send that one by itself', async () => {
    await open()
    expect(await suggestionFor(await create())).toMatchObject({ first: null, left: { reason: 'nobody' } })
  })

  it('[W7] names the floor that is not reached and the lead that is too small, with their numbers', async () => {
    await engineer(2)
    await engineer(2, 'twin')
    await open()
    expect(await suggestionFor(await create())).toMatchObject({
      left: { reason: 'lead-too-small', lead: 0, needed: 2 },
    })
    expect(await suggestionFor(await create(north(400)))).toMatchObject({
      left: { reason: 'below-floor', floor: 50 },
    })
  })

  it('[W7] needs no lead where the engine asks one after the other', async () => {
    await engineer(2)
    await engineer(2, 'twin')
    await open()
    await change({ handOut: 'offer' })
    expect(await suggestionFor(await create())).toMatchObject({ left: null })
    expect(await suggestionFor(await create(north(400)))).toMatchObject({
      left: { reason: 'below-floor', floor: 50 },
    })
  })

  it('[W7] needs neither lead nor floor where the engine lays work out for all', async () => {
    await engineer(2)
    await open()
    await change({ handOut: 'pool' })
    expect(await suggestionFor(await create(north(400)))).toMatchObject({ left: null })
  })

  it.each(['assignment', 'offer'] as const)(
    '[W7] names the limit of the hour where all whom the engine would turn to have reached it: by %s',
    async (handOut) => {
      const near = await engineer(1)
      await engineer(40)
      await open()
      await change({ dispatchMode: 'auto', hourlyLimit: 1, handOut })
      const given = await create()
      await ana.until(({ confirmed }) => {
        const { assignment = null, offer = null } = confirmed.get(given) ?? {}
        return assignment !== null || offer !== null
      })
      expect(await suggestionFor(await create())).toMatchObject({
        first: { engineerId: near },
        left: { reason: 'engine-limit', limit: 1 },
      })
    },
  )

  it('[W7] leaves to people what people took back', async () => {
    const engineerId = await engineer(1)
    await open()
    const ticketId = await create()
    await ana.send('assignTicket', { ticketId, expectedVersion: 1, engineerId })
    expect(await suggestionFor(ticketId)).toBeUndefined()
    await ana.send('unassignTicket', { ticketId, expectedVersion: 2 })
    expect(await suggestionFor(ticketId)).toMatchObject({ ticketVersion: 3, left: { reason: 'taken-back' } })
  })

  it('[W7] is said of so many at once as a screen holds, and to those who may assign', async () => {
    await open()
    const ticketId = await create()
    const tooMany = Array.from({ length: mostSuggestions + 1 }, () => ticketId)
    expect(await ana.suggest(tooMany)).toEqual({
      ok: false,
      rejection: { name: 'wrong-field', field: 'ticketIds' },
    })
    const { database, url } = server
    const desk = await openBoardClient(database, { url, boardId, role: 'service-desk' })
    await desk.untilLive()
    expect(await desk.suggest([ticketId])).toEqual({ ok: false, rejection: { name: 'not-allowed' } })
    desk.close()
  })
})

it('[W8] what was accepted is known as such, and is no override when the engine has changed its mind', async () => {
  const near = await engineer(1)
  const far = await engineer(20)
  await open()
  await setEngine(server.database.kysely, {
    boardId,
    dispatchMode: 'semi',
    by: actorRef(ana.actor),
    at: Date.now(),
  })
  await ben.until(({ board }) => board.dispatchMode === 'semi')
  const [first, second] = [await create(), await create()]
  const accept = { expectedVersion: 1, asSuggested: true } as const
  expect(await ana.send('assignTicket', { ...accept, ticketId: first, engineerId: near })).toMatchObject({
    ok: true,
  })
  expect(await ana.send('assignTicket', { ...accept, ticketId: second, engineerId: far })).toMatchObject({
    ok: true,
  })
  const records = await Promise.all(
    [first, second].map(
      async (ticketId) => (await findTicketDecisions(server.database.sql, ticketId))[0]?.record,
    ),
  )
  expect(records).toMatchObject([
    { decidedBy: 'person', chosenRank: 1, asSuggested: true },
    { decidedBy: 'person', chosenRank: 2, asSuggested: true },
  ])
  expect(records.map((record) => record && isOverride(record))).toEqual([false, false])
  await ben.until(({ confirmed }) => confirmed.get(first)?.changedBy === 'Ana')
})
