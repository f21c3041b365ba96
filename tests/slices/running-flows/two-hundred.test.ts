import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findEventsAfter } from '#db/board-log.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { findMigrations } from '#db/flow-migration.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import type { FlowState } from '#domain/flow/flow-state.ts'
import { requireVersionNode } from '#domain/flow/version.ts'
import { chooseFlow } from '#server/commands/choose-flow.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { startFlowMigrations } from '#server/jobs/flow-migrations.ts'
import { createMigrationStore } from '#server/jobs/migration-store.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'
import { openFlowScreen } from '#tests/support/flow-screen.ts'
import { publishDraft, publishTestFlow } from '#tests/support/running-flow.ts'
import { isAllOver, openWorkingBoard } from '#tests/support/working-board.ts'

let database: TestDatabase
let node: Awaited<ReturnType<typeof startFlowNode>>
beforeAll(async () => {
  database = await createTestDatabase()
  node = await startFlowNode(database, {})
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

const total = 200
/** Who may take a step: the holder of the work, and for the customer the office. */
const doers: Readonly<Record<string, readonly string[]>> = {
  'by-hand': ['dispatcher'],
  accept: ['engineer'],
  travel: ['engineer'],
  repair: ['engineer'],
  transfer: ['dispatcher'],
  quote: ['service-desk'],
  second: ['engineer'],
  verify: ['service-desk'],
}

it(
  '[F2] [F7] [G6] two hundred repairs, a step under some of them deleted and published with a plan: all come to an end, none is lost',
  { timeout: 90_000 },
  async () => {
    const { flowId, admin } = await publishTestFlow(database, applianceRepair)
    const boardId = await insertTestBoard(database)
    expect(await chooseFlow({ sql: database.sql, now: Date.now }, admin, { boardId, raw: flowId })).toEqual({
      ok: true,
    })
    for (let index = 0; index < 40; index += 1)
      await insertTestEngineer(database, boardId, {
        home: { lng: 121.4 + index / 250, lat: 31.23 },
        capacity: 6,
      })
    const start = Date.now()
    const createTickets = createCreateTickets({
      sql: database.sql,
      now: () => start,
      onCommitted: () => undefined,
    })
    const commands = Array.from({ length: total }, (_, index) => ({
      commandId: randomUUID(),
      ...newTicket({ place: { lng: 121.4 + (index % 40) / 250, lat: 31.23 } }),
    }))
    await createTickets(engineOf(boardId), boardId, commands)
    const board = await openWorkingBoard(database, boardId, { seed: 11, start })
    const standOn = (nodeId: string) =>
      [...board.view().tickets.values()].filter((ticket) => ticket.nodeId === nodeId).length
    await board.liveUntil(() => standOn('travel') >= 20)

    const screen = await openFlowScreen(database, { url: node.url, flowId })
    await screen.untilLive()
    const { change, maps } = screen
    change(() => {
      for (const [id, edge] of [...maps.edges.entries()] as [string, { source: string; target: string }][]) {
        if (edge.source === 'travel') maps.edges.delete(id)
        if (edge.target === 'travel') maps.edges.set(id, { ...edge, target: 'repair' })
      }
      maps.nodes.delete('travel')
      maps.moves.set('travel', { to: 'repair', after: 1 })
    })
    await screen.untilSaved()
    screen.close()
    await publishDraft(database, admin, flowId)

    // Everybody goes on working while the tickets are moved.
    const { sql } = database
    const store = createMigrationStore(sql, board.now)
    let isMoved = false
    const job = startFlowMigrations({
      store: {
        ...store,
        end: async (id) => {
          await store.end(id)
          isMoved = true
        },
      },
      runCommand: createRunCommand({ sql, now: board.now, onCommitted: () => undefined }),
      log: { error: ({ err }) => { throw err } }, // prettier-ignore
    })
    await board.liveUntil(() => isMoved)
    await job.close()
    const [migration] = await findMigrations(sql, flowId, 1)
    expect(migration?.counts.moved).toBeGreaterThan(0)
    expect(migration?.counts.stays).toBe(0)
    await board.liveUntil(isAllOver)

    const rows = await sql<{ id: string; number: number; nodeId: string; stage: string; state: FlowState }[]>`
    select t.id, f.flow_number as number, t.node_id as "nodeId", t.stage, f.state
    from ticket t join ticket_flow f on f.ticket_id = t.id where t.board_id = ${boardId}`
    expect(rows.map(({ id }) => id).sort()).toEqual(commands.map(({ ticketId }) => ticketId).sort())
    for (const { number, nodeId, stage, state } of rows) {
      const version = await readFlowVersion(sql, { id: flowId, number })
      expect(requireVersionNode(version, nodeId).type).toBe('end')
      expect({ stage, status: state.status, tokens: state.tokens }).toEqual({
        ...{ stage: 'closed', status: 'finished', tokens: [] },
      })
    }
    // Those under whom the step was deleted, and no others: nothing was planned for them.
    expect(rows.filter(({ number }) => number === 2)).toHaveLength(migration?.total ?? 0)
    expect(new Set(rows.map(({ nodeId }) => nodeId))).toEqual(new Set(['end', 'declined']))
    // What was refused was decided on a ticket that had just been moved.
    expect([...board.refusals.keys()].filter((name) => !name.endsWith(': version-stale'))).toEqual([])

    const wrongHands = (await findEventsAfter(sql, boardId, 0, 1_000_000)).flatMap(({ actor, event }) => {
      const steps = 'steps' in event ? (event.steps ?? []) : []
      return steps.flatMap((step) => {
        const left = step.type === 'tokenPlaced' && step.why === 'exit' ? step.from : null
        const may = left && left.exit !== 'timed-out' ? doers[left.nodeId] : undefined
        const who = actor.kind === 'person' ? actor.name : actor.kind
        return left && may && !may.includes(who) ? [`${left.nodeId} by ${who}`] : []
      })
    })
    expect(wrongHands).toEqual([])
    const [left] = await sql`select count(*)::int as timers from timer where board_id = ${boardId}`
    expect(left).toEqual({ timers: 0 })
    await expectOneTruth(database, boardId, [])
  },
)
