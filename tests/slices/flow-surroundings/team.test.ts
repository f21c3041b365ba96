import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { saveMessages } from '#db/message.ts'
import { findTeams, saveTeam } from '#db/team.ts'
import { actorRef, type Actor, type Role } from '#domain/actor.ts'
import { both, draw, named } from '#domain/flow-graph/starters/draw.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Rejection } from '#domain/rejection.ts'
import { changeTeam } from '#server/commands/change-team.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { countWaiting } from '#tests/support/lock-waits.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { commandOn } from '#tests/support/send-command.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
let boardId: string
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  boardId = await insertTestBoard(database)
})

const person = (role: Role): Actor => ({ kind: 'person', id: randomUUID(), name: 'Ana', role, boardIds: [] })
const ana = person('admin')
const change = (raw: unknown, by = ana) => changeTeam({ database, now: Date.now }, by, raw)

async function makeTeam(engineerIds: readonly string[]): Promise<string> {
  const id = randomUUID()
  expect(await change({ change: 'save', id, name: id.slice(0, 40), engineerIds })).toMatchObject({ ok: true })
  return id
}

const flow = (
  node: FlowGraph['nodes'][string]['config'],
  type: 'task' | 'auto-assign' = 'task',
): FlowGraph => {
  const handles = type === 'task' ? ['done'] : ['assigned', 'unassigned']
  return draw(
    both('流程', 'Flow'),
    {
      start: ['start', 0, 0, named('开始', 'Start')],
      step: [type, 1, 0, { ...named('处理', 'Work'), stage: 'to-dispatch', ...node }],
      work: ['task', 2, 0, { ...named('上门', 'Visit'), stage: 'assigned', handler: { kind: 'holder' } }],
      end: ['end', 3, 0, named('完结', 'Done')],
    },
    [
      ['start', 'done', 'step'],
      ...handles.map((handle) => ['step', handle, handle === 'unassigned' ? 'end' : 'work'] as const),
      ['work', 'done', 'end'],
    ],
  )
}

async function create(): Promise<{ handlerId: string | null; assigneeId: string | null; nodeId: string }> {
  const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
  const ticket = newTicket()
  const by = { kind: 'engine', id: randomUUID(), name: '前台', boardId } as const
  const made = await runCommand(by, {
    name: 'createTicket',
    input: { ...ticket, boardId, commandId: randomUUID() },
  })
  if (!made.ok) throw new Error(made.rejection.name)
  const [row] = await database.sql<{ handlerId: string | null; assigneeId: string | null; nodeId: string }[]>`
    select f.state -> 'tokens' -> 0 ->> 'handlerId' as "handlerId", t.assignee_id as "assigneeId", t.node_id as "nodeId"
    from ticket t join ticket_flow f on f.ticket_id = t.id where t.id = ${ticket.ticketId}`
  if (!row) throw new Error('the ticket runs on no flow')
  return row
}

const countHeld = (members: readonly string[]): Promise<number[]> =>
  Promise.all(
    members.map(async (id) => {
      const [row] = await database.sql<{ held: number }[]>`
        select count(*)::int as held from ticket where assignee_id = ${id}`
      return row?.held ?? 0
    }),
  )

const expectRefused = (answer: Awaited<ReturnType<typeof change>>, rejection: Rejection) =>
  expect(answer).toEqual({ ok: false, rejection })

describe('a team', () => {
  it('[M15] takes tickets by a rule: whoever of it has the least to do is given the next', async () => {
    const [lin, wu, other] = await Promise.all([1, 2, 3].map(() => insertTestEngineer(database, boardId)))
    const teamId = await makeTeam([lin ?? '', wu ?? ''])
    await runBoardOn(
      database,
      boardId,
      flow({ by: { kind: 'rule', handler: { kind: 'team', teamId } } }, 'auto-assign'),
    )
    const given = [await create(), await create(), await create(), await create()]
    const count = (id: string | undefined) => given.filter(({ assigneeId }) => assigneeId === id).length
    expect([count(lin), count(wu), count(other)]).toEqual([2, 2, 0])
  })

  it('[M15] shares the tickets of one batch', async () => {
    const members = await Promise.all([1, 2, 3].map(() => insertTestEngineer(database, boardId)))
    const teamId = await makeTeam(members)
    await runBoardOn(
      database,
      boardId,
      flow({ by: { kind: 'rule', handler: { kind: 'team', teamId } } }, 'auto-assign'),
    )
    const createTickets = createCreateTickets({
      sql: database.sql,
      now: Date.now,
      onCommitted: () => undefined,
    })
    const commands = Array.from({ length: 6 }, () => ({ commandId: randomUUID(), ...newTicket() }))
    const desk = { kind: 'engine', id: randomUUID(), name: '前台', boardId } as const
    for (const answer of await createTickets(desk, boardId, commands))
      expect(answer).toMatchObject({ ok: true })
    expect(await countHeld(members)).toEqual([2, 2, 2])
  })

  it('[M15] shares what is handed out at once: whoever waits for another looks again at who has the least to do', async () => {
    const members = await Promise.all([1, 2].map(() => insertTestEngineer(database, boardId)))
    const teamId = await makeTeam(members)
    await runBoardOn(
      database,
      boardId,
      draw(
        both('流程', 'Flow'),
        {
          start: ['start', 0, 0, named('开始', 'Start')],
          check: [
            'task',
            1,
            0,
            { ...named('受理', 'Check'), stage: 'intake', handler: { kind: 'role', role: 'dispatcher' } },
          ],
          step: [
            'auto-assign',
            2,
            0,
            {
              ...named('派单', 'Dispatch'),
              stage: 'to-dispatch',
              by: { kind: 'rule', handler: { kind: 'team', teamId } },
            },
          ],
          work: ['task', 3, 0, { ...named('上门', 'Visit'), stage: 'assigned', handler: { kind: 'holder' } }],
          end: ['end', 4, 0, named('完结', 'Done')],
        },
        [
          ['start', 'done', 'check'],
          ['check', 'done', 'step'],
          ['step', 'assigned', 'work'],
          ['step', 'unassigned', 'end'],
          ['work', 'done', 'end'],
        ],
      ),
    )
    const { personId } = await signIn(database, { role: 'dispatcher', boardIds: [boardId] })
    const desk: Actor = {
      ...{ kind: 'person', id: personId, name: 'Ana', role: 'dispatcher' },
      boardIds: [boardId],
    }
    const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
    await create()
    await create()
    const steps = await database.sql<{ ticketId: string; expectedVersion: number; tokenId: string }[]>`
      select t.id as "ticketId", t.version as "expectedVersion", f.state -> 'tokens' -> 0 ->> 'id' as "tokenId"
      from ticket t join ticket_flow f on f.ticket_id = t.id where t.board_id = ${boardId}`

    let finishing: Promise<unknown>[] = []
    await database.sql.begin(async (tx) => {
      await tx`select from engineer where board_id = ${boardId} for update`
      finishing = steps.map((step) =>
        runCommand(desk, commandOn(boardId, 'completeStep', { ...step, outcome: 'done' })),
      )
      await vi.waitUntil(async () => (await countWaiting(database.sql)) === 2, { timeout: 10_000 })
    })
    expect(await Promise.all(finishing)).toMatchObject([{ ok: true }, { ok: true }])
    expect(await countHeld(members)).toEqual([1, 1])
  })

  it('[M15] shares its steps: a step counts as work of whoever has it', async () => {
    const members = await Promise.all([1, 2].map(() => insertTestEngineer(database, boardId)))
    const teamId = await makeTeam(members)
    await runBoardOn(database, boardId, flow({ handler: { kind: 'team', teamId } }))
    const given = [await create(), await create(), await create(), await create()]
    const count = (id: string) => given.filter(({ handlerId }) => handlerId === id).length
    expect(members.map(count)).toEqual([2, 2])
  })

  it('[M15] of which nobody works on the board leaves the ticket unassigned, and any engineer will do for a role', async () => {
    const elsewhere = await insertTestEngineer(database, await insertTestBoard(database))
    const teamId = await makeTeam([elsewhere])
    await runBoardOn(
      database,
      boardId,
      flow({ by: { kind: 'rule', handler: { kind: 'team', teamId } } }, 'auto-assign'),
    )
    expect(await create()).toMatchObject({ assigneeId: null, nodeId: 'end' })
    const here = await insertTestEngineer(database, boardId)
    await runBoardOn(
      database,
      boardId,
      flow({ by: { kind: 'rule', handler: { kind: 'role', role: 'engineer' } } }, 'auto-assign'),
    )
    expect(await create()).toMatchObject({ assigneeId: here })
  })

  it('[M15] works on a step as one of its engineers, and a vacancy is filled when there is none', async () => {
    const lin = await insertTestEngineer(database, boardId)
    const [teamId, empty] = [await makeTeam([lin]), await makeTeam([])]
    await runBoardOn(database, boardId, flow({ handler: { kind: 'team', teamId } }))
    expect(await create()).toMatchObject({ handlerId: lin, nodeId: 'step' })
    await runBoardOn(
      database,
      boardId,
      flow({ handler: { kind: 'team', teamId: empty }, vacant: { kind: 'go-to', nodeId: 'work' } }),
    )
    expect(await create()).toMatchObject({ nodeId: 'work' })
  })

  it('[M6] reads what is written to it', async () => {
    const [lin, wu] = await Promise.all([1, 2].map(() => insertTestEngineer(database, boardId)))
    const personId = randomUUID()
    await database.kysely
      .insertInto('person')
      .values({ id: personId, name: 'Lin', login: personId, role: 'engineer' })
      .execute()
    await database.sql`update engineer set person_id = ${personId} where id = ${lin ?? ''}`
    const teamId = await makeTeam([lin ?? '', wu ?? ''])
    await runBoardOn(database, boardId, flow({ handler: { kind: 'role', role: 'dispatcher' } }))
    await create()
    const [ticket] = await database.sql<{ id: string }[]>`select id from ticket where board_id = ${boardId}`
    await database.sql.begin((tx) =>
      saveMessages(
        tx,
        [
          {
            ...{ boardId, ticketId: ticket?.id ?? '', nodeId: 'step', to: { kind: 'team', teamId } },
            ...{ channel: 'app', text: both('请看', 'Look'), handlerId: null, holderId: null },
          },
        ],
        Date.now(),
      ),
    )
    const readers = await database.sql<{ id: string }[]>`
      select person_id as id from message_reader where person_id = ${personId}`
    expect(readers).toHaveLength(1)
  })

  it('[M16] has a name of its own also when two are made at once: the second waits, and is told', async () => {
    const save = { change: 'save', id: randomUUID(), name: '夜班', engineerIds: [] }
    const { second } = await database.sql.begin(async (tx) => {
      const first = { id: randomUUID(), name: '夜班', engineerIds: [], by: actorRef(ana), at: Date.now() }
      expect(await saveTeam(tx, first)).toBe(true)
      const answer = change(save)
      await expect.poll(() => countWaiting(database.sql)).toBe(1)
      return { second: answer }
    })
    expectRefused(await second, { name: 'team-name-taken', team: '夜班' })
  })

  it('[M16] has a name of its own, is made by administrators, and stays while a published version names it', async () => {
    const [used, unused] = [await makeTeam([]), await makeTeam([])]
    const [{ name } = { name: '' }] = await findTeams(database.sql)
    expectRefused(
      await change({ change: 'save', id: randomUUID(), name: name.toUpperCase(), engineerIds: [] }),
      { name: 'team-name-taken', team: name.toUpperCase() },
    )
    for (const role of ['supervisor', 'dispatcher', 'service-desk', 'engineer'] as const)
      expectRefused(await change({ change: 'delete', id: unused }, person(role)), { name: 'not-allowed' })
    const flowId = await runBoardOn(
      database,
      boardId,
      flow({
        handler: { kind: 'rule', cases: [], otherwise: { kind: 'team', teamId: used } },
      }),
    )
    expectRefused(await change({ change: 'delete', id: used }), {
      name: 'team-in-use',
      flow: flowId,
      number: 1,
    })
    expect(await change({ change: 'delete', id: unused })).toMatchObject({ ok: true })
    expectRefused(await change({ change: 'delete', id: unused }), { name: 'team-not-found' })
  })
})
