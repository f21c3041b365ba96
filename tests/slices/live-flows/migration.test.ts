import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findMigrations, findMigrationTickets } from '#db/flow-migration.ts'
import { findFlowStanding } from '#db/flow-occupancy.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import { requireVersionNode } from '#domain/flow/version.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { rehearseMigrationOf } from '#server/commands/rehearse-migration.ts'
import { startMigration } from '#server/commands/start-migration.ts'
import { stopMigrationOf } from '#server/commands/stop-migration.ts'
import { startFlowMigrations } from '#server/jobs/flow-migrations.ts'
import { createMigrationStore } from '#server/jobs/migration-store.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { addVersion, runBoardOn } from '#tests/support/published-flow.ts'
import { commandOn, type GivenCommand } from '#tests/support/send-command.ts'

let database: TestDatabase
let boardId: string
let flowId: string
let clock: number

const admin = { kind: 'person', id: randomUUID(), name: '林薇', role: 'admin', boardIds: [] } as const
const now = () => clock
const run = async (by: Actor, command: GivenCommand) => {
  const runCommand = createRunCommand({ sql: database.sql, now, onCommitted: () => undefined })
  const answer = await runCommand(by, command)
  if (!answer.ok) throw new Error(`${command.name}: ${answer.rejection.name}`)
}

/** The repair without the node on which tickets stand before somebody drives off, if one is named. */
function repairWithout(nodeId?: string): FlowGraph {
  const { meta, nodes, edges } = applianceRepair.graph
  if (nodeId === undefined) return applianceRepair.graph
  return {
    meta,
    nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => id !== nodeId)),
    edges: Object.fromEntries(
      Object.entries(edges)
        .filter(([, { source }]) => source !== nodeId)
        .map(([id, edge]) => [id, edge.target === nodeId ? { ...edge, target: 'travel' } : edge]),
    ),
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock = Date.now()
  boardId = await insertTestBoard(database)
  flowId = await runBoardOn(database, boardId, repairWithout())
})

/** Tickets on the way, so many of them taken to "accept the job" by being given to somebody. */
async function startTickets(count: number, given: number): Promise<readonly string[]> {
  const engineerId = await insertTestEngineer(database, boardId, { capacity: 100 })
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const ticket = newTicket()
    await run(admin, commandOn(boardId, 'createTicket', ticket))
    const { ticketId } = ticket
    if (index < given)
      await run(admin, commandOn(boardId, 'assignTicket', { ticketId, engineerId, expectedVersion: 1 }))
    ids.push(ticketId)
  }
  return ids
}

const standing = async () => {
  const { rows } = await findFlowStanding(database.sql, flowId, now())
  return Object.fromEntries(
    rows
      .filter(({ nodeId }) => nodeId !== null)
      .map(({ nodeId, version, tickets }) => [`${nodeId} v${version}`, tickets]),
  )
}

const order = async (raw: object) => {
  const answer = await startMigration({ database, now }, admin, { flowId, raw })
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.migrationId
}

/** One node that moves tickets; `most` commands, then it is as if it had been killed. */
function startNode({ most = Infinity, before }: { most?: number; before?: () => Promise<void> } = {}) {
  const runCommand = createRunCommand({ sql: database.sql, now, onCommitted: () => undefined })
  const store = createMigrationStore(database.sql, now)
  let left = most
  const broken: string[] = []
  let died: () => void = () => undefined
  const dead = new Promise<void>((resolve) => {
    died = resolve
  })
  let ended: () => void = () => undefined
  const done = new Promise<void>((resolve) => {
    ended = resolve
  })
  const job = startFlowMigrations({
    store: {
      ...store,
      end: async (id) => {
        await store.end(id)
        ended()
      },
    },
    runCommand: async (actor, raw) => {
      if (left === 0) {
        died()
        return new Promise(() => undefined)
      }
      left -= 1
      await before?.()
      const answer = await runCommand(actor, raw)
      // Killed between the commit and the writing down of what became of the ticket.
      if (left === 0) {
        died()
        return new Promise(() => undefined)
      }
      return answer
    },
    log: {
      error: ({ err }) => {
        broken.push(String(err))
      },
    },
  })
  return { job, dead, done, broken }
}

describe('running tickets come to another version', () => {
  it('[G6] fifty on their way, the node under thirty of them deleted: counted, planned, all on valid nodes, none lost', async () => {
    const ids = await startTickets(50, 30)
    expect(await standing()).toEqual({ 'accept v1': 30, 'auto v1': 20 })
    await addVersion(database, flowId, 2, repairWithout('accept'))

    const raw = { to: 2, mapping: {}, from: null, onlyNodes: null }
    const without = await rehearseMigrationOf({ database, now }, admin, {
      flowId,
      raw: { ...raw, graph: null },
    })
    expect(without).toMatchObject({
      ok: true,
      rehearsal: { total: 50, counts: { moved: 0, kept: 20, stays: 30, failed: 0, over: 0 } },
    })
    const mapping = { accept: 'travel' }
    const rehearsed = await rehearseMigrationOf(
      { database, now },
      admin,
      { flowId, raw: { ...raw, mapping, graph: repairWithout('accept') } }, // prettier-ignore
    )
    expect(rehearsed).toMatchObject({ ok: true, rehearsal: { counts: { moved: 30, kept: 20, stays: 0 } } })
    expect(await standing()).toEqual({ 'accept v1': 30, 'auto v1': 20 })

    await order({ ...raw, mapping })
    const { job, done } = startNode()
    await done
    await job.close()
    expect(await standing()).toEqual({ 'travel v2': 30, 'auto v2': 20 })
    const [migration] = await findMigrations(database.sql, flowId, 1)
    expect(migration).toMatchObject({
      total: 50,
      counts: { moved: 30, kept: 20, stays: 0, failed: 0, over: 0 },
    })
    const states = await database.kysely
      .selectFrom('ticket_flow')
      .innerJoin('ticket', 'ticket.id', 'ticket_flow.ticket_id')
      .select(['ticket_flow.ticket_id', 'flow_number', 'state', 'ticket.node_id', 'ticket.stage'])
      .where('ticket_flow.flow_id', '=', flowId)
      .execute()
    expect(states.map(({ ticket_id }) => ticket_id).sort()).toEqual([...ids].sort())
    const version = await readFlowVersion(database.sql, { id: flowId, number: 2 })
    for (const { state, node_id } of states) {
      expect(state.tokens).toHaveLength(1)
      expect(state.tokens.map(({ nodeId }) => nodeId)).toEqual([node_id])
      requireVersionNode(version, node_id)
    }
    // What was begun at the old node is over, and the limit of the new one runs.
    const timers = await database.sql<{ kind: string; count: number }[]>`
      select m.kind, count(*)::int from timer m join ticket_flow f on f.ticket_id = m.ticket_id
      where f.flow_id = ${flowId} group by m.kind order by m.kind`
    expect(timers.map(({ kind, count }) => [kind, count])).toEqual([
      ['breach', 30],
      ['wait', 20],
      ['warning', 30],
    ])
  })

  it('[G6] killed in the middle, another node goes on; the ticket that was just done is not moved twice', async () => {
    await startTickets(9, 9)
    await addVersion(database, flowId, 2, repairWithout('accept'))
    const id = await order({ to: 2, mapping: { accept: 'travel' }, from: null, onlyNodes: null })
    const first = startNode({ most: 4 })
    await first.dead
    expect(await standing()).toEqual({ 'accept v1': 5, 'travel v2': 4 })
    const before = await findMigrationTickets(database.sql, { flowId, id, boardIds: null, most: 50 })
    expect(before.filter(({ outcome }) => outcome === 'moved')).toHaveLength(3)

    clock += 6_000
    const second = startNode()
    await second.done
    await second.job.close()
    expect(await standing()).toEqual({ 'travel v2': 9 })
    const after = await findMigrationTickets(database.sql, { flowId, id, boardIds: null, most: 50 })
    expect(after).toHaveLength(9)
    expect(
      after.every(({ outcome, detail }) => outcome === 'moved' && detail?.moves?.[0]?.to === 'travel'),
    ).toBe(true)
    const versions = await database.kysely
      .selectFrom('ticket')
      .select('version')
      .where('board_id', '=', boardId)
      .execute()
    // Made, given, moved: each once.
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 9 }, () => 3))
  })

  it('[G7] a ticket that a person moves or ends at the same time is taken from where it then is; what cannot go stays', async () => {
    const [moving = '', ending = '', torn = ''] = await startTickets(3, 3)
    await addVersion(database, flowId, 2, repairWithout('accept'))
    const id = await order({
      to: 2,
      mapping: { accept: 'fork', travel: 'travel' },
      from: null,
      onlyNodes: null,
    })
    let isFirst = true
    const { job, done } = startNode({
      before: async () => {
        if (!isFirst) return
        isFirst = false
        await run(
          admin,
          commandOn(boardId, 'cancelTicket', { ticketId: ending, expectedVersion: 2, reason: '客户取消' }),
        )
        const engineer = { kind: 'engineer', id: await holderOf(moving), name: '吴海峰', boardId } as const
        const step = { ticketId: moving, expectedVersion: 2, stage: 'en-route' as const }
        await run(engineer, commandOn(boardId, 'moveTicketStage', step))
      },
    })
    await done
    await job.close()
    expect(await standing()).toEqual({ 'accept v1': 1, 'travel v2': 1 })
    const tickets = await findMigrationTickets(database.sql, { flowId, id, boardIds: [boardId], most: 50 })
    const outcomes = Object.fromEntries(tickets.map(({ ticketId, ...rest }) => [ticketId, rest]))
    expect(outcomes[ending]).toMatchObject({ outcome: 'over' })
    expect(outcomes[moving]).toMatchObject({ outcome: 'kept' })
    expect(outcomes[torn]).toMatchObject({
      outcome: 'stays',
      detail: { reason: { name: 'node-unfit', nodeId: 'accept', target: 'fork' } },
    })
  })

  it('[G6] a ticket that breaks is left as it was, with why, and the others come along; a rehearsal says so beforehand', async () => {
    const [poisoned = ''] = await startTickets(4, 4)
    await database.sql`update ticket_flow set state = state #- '{tokens,0,frames}' where ticket_id = ${poisoned}`
    await addVersion(database, flowId, 2, repairWithout('accept'))
    const raw = { to: 2, mapping: { accept: 'travel' }, from: null, onlyNodes: null }
    const rehearsed = await rehearseMigrationOf({ database, now }, admin, {
      flowId,
      raw: { ...raw, graph: null },
    })
    expect(rehearsed).toMatchObject({
      rehearsal: {
        counts: { moved: 3, failed: 1 },
        tickets: [{ ticketId: poisoned, outcome: 'failed' }, {}, {}, {}],
      },
    })
    const id = await order(raw)
    const { job, done, broken } = startNode()
    await done
    await job.close()
    expect(broken).toHaveLength(1)
    expect(await standing()).toEqual({ 'accept v1': 1, 'travel v2': 3 })
    const [first] = await findMigrationTickets(database.sql, { flowId, id, boardIds: null, most: 50 })
    expect(first).toMatchObject({
      ticketId: poisoned,
      outcome: 'failed',
      detail: { reason: { name: 'broke', error: expect.stringContaining('findIndex') as string } },
    })
  })

  it('[G6] somebody ends it on the way: the ticket that is being moved is the last, and those who come later may go on', async () => {
    await startTickets(5, 5)
    await addVersion(database, flowId, 2, repairWithout('accept'))
    const raw = { to: 2, mapping: { accept: 'travel' }, from: null, onlyNodes: null }
    const id = await order(raw)
    let isFirst = true
    const stopped = startNode({
      before: async () => {
        if (!isFirst) return
        isFirst = false
        const given = { flowId, raw: { migrationId: id } }
        expect(
          await stopMigrationOf({ database, now }, { ...admin, role: 'dispatcher' }, given),
        ).toMatchObject({
          rejection: { name: 'not-allowed' },
        })
        for (const other of [
          { ...given, flowId: randomUUID() },
          { flowId, raw: { migrationId: randomUUID() } },
        ])
          expect(await stopMigrationOf({ database, now }, admin, other)).toMatchObject({
            rejection: { name: 'wrong-field', field: 'migrationId' },
          })
        expect(await stopMigrationOf({ database, now }, admin, given)).toEqual({ ok: true })
      },
    })
    const migration = async () => (await findMigrations(database.sql, flowId, 2)).find((one) => one.id === id)
    await expect.poll(async () => (await migration())?.counts.moved).toBe(1)
    await stopped.job.close()
    expect(await migration()).toMatchObject({ total: 5, stoppedBy: { name: '林薇' }, mapping: raw.mapping })
    expect(await standing()).toEqual({ 'accept v1': 4, 'travel v2': 1 })
    clock += 1
    await order(raw)
    const again = startNode()
    await again.done
    await again.job.close()
    expect(await standing()).toEqual({ 'travel v2': 5 })
  })

  it('[G8] is of some versions alone on demand', async () => {
    await startTickets(2, 2)
    await addVersion(database, flowId, 2, repairWithout())
    await startTickets(1, 1)
    await addVersion(database, flowId, 3, repairWithout('accept'))
    const raw = { to: 3, mapping: { accept: 'travel' }, from: [1], onlyNodes: null }
    const rehearsed = await rehearseMigrationOf({ database, now }, admin, {
      flowId,
      raw: { ...raw, graph: null },
    })
    expect(rehearsed).toMatchObject({ rehearsal: { total: 2, counts: { moved: 2 } } })
    await order(raw)
    const { job, done } = startNode()
    await done
    await job.close()
    expect(await standing()).toEqual({ 'accept v2': 1, 'travel v3': 2 })
  })

  it('[G8] several are done one after another, each with the tickets there are when it begins; some nodes alone on demand', async () => {
    await startTickets(4, 2)
    await addVersion(database, flowId, 2, repairWithout('accept'))
    await addVersion(database, flowId, 3, repairWithout())
    await order({ to: 2, mapping: { accept: 'travel', auto: null }, from: null, onlyNodes: ['accept'] })
    clock += 1
    await order({ to: 3, mapping: {}, from: null, onlyNodes: null })
    const one = startNode()
    await one.done
    await one.job.close()
    clock += 6_000
    const rest = startNode()
    if ((await findMigrations(database.sql, flowId, 2)).some(({ endedAt }) => endedAt === null))
      await rest.done
    await rest.job.close()
    expect(await standing()).toEqual({ 'auto v3': 2, 'travel v3': 2 })
    const done = await findMigrations(database.sql, flowId, 2)
    expect(done.map(({ to, total, counts }) => [to, total, counts.moved, counts.kept])).toEqual([
      [3, 4, 0, 4],
      [2, 2, 2, 0],
    ])
  })

  it('[G8] is for those who may edit flows, to a version and nodes that there are', async () => {
    const ask = (actor: Actor, raw: unknown) => startMigration({ database, now }, actor, { flowId, raw })
    const raw = { to: 1, mapping: {}, from: null, onlyNodes: null }
    expect(await ask({ ...admin, role: 'dispatcher' }, raw)).toMatchObject({
      rejection: { name: 'not-allowed' },
    })
    expect(await ask(admin, { ...raw, to: 7 })).toMatchObject({
      rejection: { name: 'wrong-field', field: 'to' },
    })
    expect(await ask(admin, { ...raw, mapping: { accept: 'nowhere' } })).toMatchObject({
      rejection: { name: 'wrong-field', field: 'mapping.accept' },
    })
    expect(await ask(admin, 'x')).toMatchObject({ rejection: { name: 'wrong-field' } })
  })
})

async function holderOf(ticketId: string): Promise<string> {
  const { assignee_id } = await database.kysely
    .selectFrom('ticket')
    .select('assignee_id')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  if (assignee_id === null) throw new Error('nobody holds it')
  return assignee_id
}
