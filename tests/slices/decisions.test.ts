import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer, CommandInput, CommandName } from '#contract/command.ts'
import { findTicketDecisions } from '#db/decision.ts'
import { findEngineerNames } from '#db/engineer.ts'
import type { Actor } from '#domain/actor.ts'
import { isOverride } from '#domain/scoring/decision-record.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { verificationText } from '#server/cli/decisions/verification-text.ts'
import { verifyDecisions } from '#server/cli/decisions/verify-decisions.ts'
import { createAdvisor } from '#server/advice/advisor.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

const door = { lng: 121.47, lat: 31.23 }

let server: TestServer
let boardId: string
let near: string
let far: string
let ana: TestBoardClient

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  const { database, url } = server
  boardId = await insertTestBoard(database)
  near = await insertTestEngineer(database, boardId, { name: 'Near', home: door })
  far = await insertTestEngineer(database, boardId, { name: 'Far', home: { ...door, lng: 121.9 } })
  ana = await openBoardClient(database, { url, boardId, name: 'Ana' })
  await ana.untilLive()
})
afterEach(() => ana.close())

type Given<Name extends CommandName> = Omit<CommandInput<Name>, 'commandId' | 'boardId'>

async function done<Name extends CommandName>(name: Name, input: Given<Name>): Promise<CommandAnswer> {
  const answer = await sendCommand(ana.socket, commandOn(boardId, name, input))
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.rejection.name}`)
  return answer
}

async function create(): Promise<string> {
  const input = newTicket({ place: door })
  await done('createTicket', input)
  return input.ticketId
}

const decisionsOf = (ticketId: string) => findTicketDecisions(server.database.sql, ticketId)

describe('a decision', () => {
  it('is stored with what the engine advised, for assign and reassign, and with the reason for an override', async () => {
    const ticketId = await create()
    const advice = await ana.advise(ticketId)
    await done('assignTicket', { ticketId, expectedVersion: 1, engineerId: near })
    await done('reassignTicket', {
      ticketId,
      expectedVersion: 2,
      engineerId: far,
      reason: '  客户指定  ',
    })
    const [first, second, ...others] = await decisionsOf(ticketId)
    expect(others).toEqual([])
    expect(first).toMatchObject({
      ticketVersion: 2,
      by: { kind: 'person', name: 'Ana' },
      record: { decidedBy: 'person', chosenEngineerId: near, chosenRank: 1, reason: null, eligibleCount: 2 },
    })
    const named = advice.ok ? advice.advice.recommended : []
    expect(first?.record.recommended.map(({ engineerId }) => engineerId)).toEqual(
      named.map(({ engineerId }) => engineerId),
    )
    expect(second).toMatchObject({
      ticketVersion: 3,
      record: { chosenEngineerId: far, chosenRank: 2, chosenAgainst: null, reason: '客户指定' },
    })
  })

  it('says by which rule the engine would not have sent the one chosen', async () => {
    const { sql } = server.database
    await sql`update engineer set districts = ${sql.json(['静安区'])} where id = ${near}`
    const ticketId = await create()
    await done('assignTicket', { ticketId, expectedVersion: 1, engineerId: near })
    expect(await decisionsOf(ticketId)).toMatchObject([
      {
        record: {
          chosenRank: null,
          chosenAgainst: { name: 'outside-region', engineer: 'Near' },
          excludedBy: { 'outside-region': 1 },
        },
      },
    ])
  })

  it('of a bulk command is stored per ticket, each after the ones before it', async () => {
    const ticketIds = [await create(), await create(), await create()]
    const items = ticketIds.map((ticketId) => ({ ticketId, expectedVersion: 1, engineerId: near }))
    await done('bulkAssignTickets', { items })
    const loads = []
    for (const ticketId of ticketIds)
      for (const { record } of await decisionsOf(ticketId))
        loads.push(record.recommended.find(({ engineerId }) => engineerId === near)?.openLoad)
    expect(loads).toEqual([0, 1, 2])
  })

  it('of a plan that was carried out is no override, whatever the rank', async () => {
    const ticketId = await create()
    await done('bulkAssignTickets', {
      items: [{ ticketId, expectedVersion: 1, engineerId: far }],
      asSuggested: true,
    })
    const [decision] = await decisionsOf(ticketId)
    expect(decision?.record).toMatchObject({ decidedBy: 'person', chosenRank: 2, asSuggested: true })
    expect(decision && isOverride(decision.record)).toBe(false)
  })

  it('of the engine says so', async () => {
    const { sql } = server.database
    const ticketId = await create()
    const advisor = createAdvisor({
      sql,
      placesOn: () => new Map(),
      travel: {
        bandsOf: () => defaultTravelBands,
        findTravel: () => Promise.resolve([]),
        status: () => ({ engine: null }),
      },
      now: Date.now,
    })
    const run = createRunCommand({ sql, now: Date.now, onCommitted: () => undefined, advisor })
    const engine: Actor = {
      kind: 'engine',
      id: '5c0e0000-0000-4000-8000-000000000002',
      name: 'Paidan',
      boardId,
    }
    await run(engine, commandOn(boardId, 'assignTicket', { ticketId, expectedVersion: 1, engineerId: near }))
    advisor.close()
    expect(await decisionsOf(ticketId)).toMatchObject([
      { by: { kind: 'engine', name: 'Paidan' }, record: { decidedBy: 'engine', chosenRank: 1 } },
    ])
  })

  it('is not stored when the command is refused, nor for one that gives nothing away', async () => {
    const ticketId = await create()
    const late = commandOn(boardId, 'assignTicket', { ticketId, expectedVersion: 9, engineerId: near })
    expect(await sendCommand(ana.socket, late)).toMatchObject({ ok: false })
    await done('setTicketPriority', { ticketId, expectedVersion: 1, priority: 1 })
    expect(await decisionsOf(ticketId)).toEqual([])
    const endless = { ticketId, expectedVersion: 2, engineerId: near, reason: '长'.repeat(501) }
    expect(await sendCommand(ana.socket, commandOn(boardId, 'assignTicket', endless))).toEqual({
      ok: false,
      rejection: { name: 'wrong-field', field: 'reason' },
    })
  })
})

describe('all stored decisions', () => {
  it('come out the same when computed again, and one that was tampered with is found', async () => {
    const { sql } = server.database
    const overridden = await create()
    await done('assignTicket', { ticketId: overridden, expectedVersion: 1, engineerId: far })
    const { checked, differing, overrides } = await verifyDecisions(sql)
    expect(checked).toBeGreaterThan(0)
    expect(differing).toEqual([])
    expect(overrides.preferred[far]).toBe(1)
    expect(overrides.against.travel).toBeGreaterThan(0)

    await sql`
      update decision set record = jsonb_set(record, '{recommended,0,raw,travel,value}', '59')
      where ticket_id = ${overridden}`
    const tampered = await verifyDecisions(sql)
    expect(tampered.differing).toMatchObject([
      {
        decision: { ticketId: overridden, ticketVersion: 2 },
        flaw: { flaw: 'score-differs', engineerId: near },
      },
    ])
    const text = verificationText(tampered, await findEngineerNames(sql))
    expect(text).toContain('to another: 1')
    expect(text).toMatch(new RegExp(`ticket ${overridden} version 2.*Near is stored with`))
  })
})
