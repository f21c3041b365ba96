import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimDueTimers } from '#db/timer.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { both, draw, named } from '#domain/flow-graph/starters/draw.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { publishGraph, runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let nodes: readonly TestServer[]
let boardId: string
let ana: TestBoardClient
let ben: TestBoardClient

beforeAll(async () => {
  database = await createTestDatabase()
  nodes = await Promise.all([0, 1].map(() => startTestServer({ database })))
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})
beforeEach(async () => {
  boardId = await insertTestBoard(database)
  return () => {
    ana.close()
    ben.close()
  }
})

async function open(graph: FlowGraph) {
  await runBoardOn(database, boardId, graph)
  ;[ana, ben] = await openTwoBoardClients({ database, url: nodes[0]?.url ?? '' }, boardId)
}
async function create(): Promise<string> {
  const ticket = newTicket()
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  await ana.until(({ confirmed }) => confirmed.has(ticket.ticketId))
  return ticket.ticketId
}
const standsOn = (ticketId: string, nodeId: string) =>
  ana.until(({ confirmed }) => confirmed.get(ticketId)?.nodeId === nodeId)
const seen = (ticketId: string) => ({
  ticketId,
  expectedVersion: ana.getState().confirmed.get(ticketId)?.version ?? 0,
})

const name = both('流程', 'Flow')
const waiting = draw(
  name,
  {
    start: ['start', 0, 0, named('开始', 'Start')],
    wait: ['timer', 1, 0, { ...named('等待', 'Wait'), stage: 'waiting', minutes: 60 }],
    end: ['end', 2, 0, named('完结', 'Done')],
  },
  [
    ['start', 'done', 'wait'],
    ['wait', 'done', 'end'],
  ],
)

describe('a time that has come', () => {
  it('[F9] takes each ticket on once, with two nodes and after one that died at it', async () => {
    await open(waiting)
    const ids = await Promise.all(Array.from({ length: 24 }, create))
    // A node has taken a third of them and was never heard of again.
    await database.sql`
      update timer set due_at = now() - interval '1 second',
        claimed_until = case when get_byte(ticket_id::text::bytea, 0) % 3 = 0 then now() - interval '1 ms' end
      where board_id = ${boardId}`
    for (const id of ids) await standsOn(id, 'end')
    const [count] = await database.sql<{ done: number; left: number }[]>`
      select (select count(*)::int from board_event where board_id = ${boardId} and event ->> 'type' = 'ticketMoved') as done,
        (select count(*)::int from timer where board_id = ${boardId}) as left`
    expect(count).toEqual({ done: ids.length, left: 0 })
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[F9] is neither told nor waited for on a closed board', async () => {
    await open(waiting)
    const ticketId = await create()
    await database.sql`update board set closed_at = now() where id = ${boardId}`
    await database.sql`update timer set due_at = now() - interval '1 second' where ticket_id = ${ticketId}`
    const claim = { now: Date.now(), claimMs: 5_000, most: 50 }
    const { due } = await claimDueTimers(database.sql, claim)
    expect(due.map((timer) => timer.ticketId)).not.toContain(ticketId)
    // Nor is it waited for: a moment earlier it would have been the next.
    await database.sql`update timer set due_at = now() + interval '1 second' where ticket_id = ${ticketId}`
    const { next } = await claimDueTimers(database.sql, { ...claim, now: Date.now() })
    expect(next ?? Infinity).toBeGreaterThan(Date.now() + 10_000)
  })

  it('[F9] warns, raises the priority and leaves the node when the flow says so', async () => {
    await open(
      draw(
        name,
        {
          start: ['start', 0, 0, named('开始', 'Start')],
          work: [
            'task',
            1,
            0,
            {
              ...named('处理', 'Work'),
              stage: 'to-dispatch',
              handler: { kind: 'role', role: 'dispatcher' },
              ...{ limitMinutes: 60, limitCalendar: 'always', warnMinutes: 10 },
              'onWarning.raise': { kind: 'raise-priority' },
              'onBreach.leave': { kind: 'leave' },
            },
          ],
          end: ['end', 2, 0, named('完结', 'Done')],
        },
        [
          ['start', 'done', 'work'],
          ['work', 'done', 'end'],
          ['work', 'timed-out', 'end'],
        ],
      ),
    )
    const ticketId = await create()
    const come = (kind: string) =>
      database.sql`update timer set due_at = now() where ticket_id = ${ticketId} and kind = ${kind}`
    await come('warning')
    await ana.until(({ confirmed }) => confirmed.get(ticketId)?.priority === 1)
    expect(ana.getState().confirmed.get(ticketId)?.nodeId).toBe('work')
    await come('breach')
    await standsOn(ticketId, 'end')
    await expectOneTruth(database, boardId, [ana, ben])
  })
})

describe('a sub-ticket', () => {
  it('[F10] is a ticket of its own, and its end takes the parent on', async () => {
    const flowId = await publishGraph(database, starterGraph('three-steps'))
    await open(
      draw(
        name,
        {
          start: ['start', 0, 0, named('开始', 'Start')],
          sub: ['sub-ticket', 1, 0, { ...named('调件', 'Parts'), title: '调配件', flowId, waits: true }],
          end: ['end', 2, 0, named('完结', 'Done')],
        },
        [
          ['start', 'done', 'sub'],
          ['sub', 'done', 'end'],
        ],
      ),
    )
    const parentId = await create()
    await standsOn(parentId, 'sub')
    const { confirmed } = await ana.until((state) => state.confirmed.size === 2)
    const child = [...confirmed.values()].find(({ id }) => id !== parentId)
    expect(child).toMatchObject({ title: '调配件', flow: { id: flowId, number: 1 }, nodeId: 'accept' })
    const gate = await ana.send('cancelTicket', { ...seen(parentId), reason: '不修了' })
    expect(gate).toEqual({ ok: false, rejection: { name: 'sub-tickets-open', count: 1 } })
    await ana.send('cancelTicket', { ...seen(child?.id ?? ''), reason: '不用了' })
    await standsOn(parentId, 'end')
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[F10] on a flow that opens itself does so five times at most', async () => {
    await open(
      draw(
        name,
        {
          start: ['start', 0, 0, named('开始', 'Start')],
          sub: ['sub-ticket', 1, 0, { ...named('再来', 'Again'), title: '再来' }],
          work: ['task', 2, 0, { ...named('处理', 'Work'), handler: { kind: 'role', role: 'dispatcher' } }],
          end: ['end', 3, 0, named('完结', 'Done')],
        },
        [
          ['start', 'done', 'sub'],
          ['sub', 'done', 'work'],
          ['work', 'done', 'end'],
        ],
      ),
    )
    await create()
    expect((await ana.until(({ confirmed }) => confirmed.size === 6)).confirmed.size).toBe(6)
    await expectOneTruth(database, boardId, [ana, ben])
  })
})

describe('automatic dispatch on a node', () => {
  it('[F11] gives the ticket away whatever the board does else, and not again to who has declined', async () => {
    const first = await insertTestEngineer(database, boardId, { name: 'Wu' })
    const far = { lng: 121.62, lat: 31.23 }
    const second = await insertTestEngineer(database, boardId, { name: 'Lin', home: far })
    await open(starterGraph('appliance-repair'))
    const ticketId = await create()
    await standsOn(ticketId, 'accept')
    expect(ana.getState().confirmed.get(ticketId)?.assignment?.engineerId).toBe(first)
    const [row] = await database.sql<{ tokenId: string }[]>`
      select state #>> '{tokens,0,id}' as "tokenId" from ticket_flow where ticket_id = ${ticketId}`
    const step = { ...seen(ticketId), tokenId: row?.tokenId ?? '' }
    expect(await ana.send('completeStep', { ...step, outcome: 'decline' })).toMatchObject({ ok: true })
    await ana.until(({ confirmed }) => confirmed.get(ticketId)?.assignment?.engineerId === second)
    await expectOneTruth(database, boardId, [ana, ben])
  })
})

describe('a message', () => {
  it('[F12] is written with the step that sends it', async () => {
    await insertTestEngineer(database, boardId)
    await open(starterGraph('appliance-repair'))
    const ticketId = await create()
    await standsOn(ticketId, 'accept')
    await ana.send('moveTicketStage', { ...seen(ticketId), stage: 'en-route' })
    await standsOn(ticketId, 'travel')
    const rows = await database.sql`select node_id, channel from message where ticket_id = ${ticketId}`
    expect([...rows]).toEqual([{ node_id: 'travel', channel: 'sms' }])
  })
})
