import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { draw, named } from '#domain/flow-graph/starters/draw.ts'
import { createRunCommand, type RunCommand } from '#server/commands/run-command.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { countWaiting } from '#tests/support/lock-waits.ts'
import { publishGraph, runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { commandOn } from '#tests/support/send-command.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
let runCommand: RunCommand
beforeAll(async () => {
  database = await createTestDatabase()
  runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
})
afterAll(() => database.drop())

it('[F10] [F11] two commands whose flows want the same from two sides: one waits, the other is done again, both happen', async () => {
  const boardId = await insertTestBoard(database)
  const away = await insertTestEngineer(database, boardId, {
    shift: { isoWeekdays: [], fromMinute: 0, toMinute: 1440 },
  })
  const wanted = await insertTestEngineer(database, boardId)
  const partsFlow = await publishGraph(database, starterGraph('three-steps'))
  const byRule = (personId: string) => ({
    ...named('按规则派', 'By a rule'),
    by: { kind: 'rule', handler: { kind: 'person', personId } },
  })
  // An urgent ticket takes a number, then asks for engineers; giving the other away has an engineer, then takes a number.
  await runBoardOn(
    database,
    boardId,
    draw(
      { 'zh-CN': '两头', en: 'Two sides' },
      {
        start: ['start', 0, 0, named('开始', 'Start')],
        urgent: [
          'condition',
          1,
          0,
          { ...named('急？', 'Urgent?'), 'branches.yes': { name: '是', order: 1, guard: 'priority = 1' } },
        ],
        first: ['auto-assign', 2, 0, byRule(away)],
        second: ['auto-assign', 3, 0, byRule(wanted)],
        'by-hand': [
          'task',
          2,
          1,
          {
            ...named('派单', 'Dispatch'),
            stage: 'to-dispatch',
            handler: { kind: 'role', role: 'dispatcher' },
            'operations.transfer': true,
          },
        ],
        parts: [
          'sub-ticket',
          3,
          1,
          { ...named('备件', 'Parts'), title: '备件', flowId: partsFlow, blocksClosing: false },
        ],
        work: ['task', 4, 0, { ...named('处理', 'Work'), stage: 'on-site', handler: { kind: 'holder' } }],
        end: ['end', 5, 0, named('完结', 'Done')],
      },
      [
        ['start', 'done', 'urgent'],
        ['urgent', 'yes', 'first'],
        ['urgent', 'else', 'by-hand'],
        ['first', 'assigned', 'work'],
        ['first', 'unassigned', 'second'],
        ['second', 'assigned', 'work'],
        ['second', 'unassigned', 'by-hand'],
        ['by-hand', 'done', 'parts'],
        ['parts', 'done', 'work'],
        ['work', 'done', 'end'],
      ],
    ),
  )
  const { personId } = await signIn(database, { role: 'dispatcher', boardIds: [boardId] })
  const desk: Actor = { kind: 'person', id: personId, name: 'Desk', role: 'dispatcher', boardIds: [boardId] }
  const usual = newTicket()
  expect(await runCommand(desk, commandOn(boardId, 'createTicket', usual))).toMatchObject({ ok: true })

  // Somebody holds the first engineer until both commands have gone half their way.
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let hold: () => void = () => undefined
  const held = new Promise<void>((resolve) => (hold = resolve))
  const holding = database.sql.begin(async (tx) => {
    await tx`select from engineer where id = ${away} for update`
    hold()
    await released
  })
  await held
  const urgent = newTicket({ priority: 1 })
  const creating = runCommand(desk, commandOn(boardId, 'createTicket', urgent))
  await vi.waitUntil(async () => (await countWaiting(database.sql)) === 1, { timeout: 10_000 })
  const given = { ticketId: usual.ticketId, expectedVersion: 1, engineerId: wanted }
  const giving = runCommand(desk, commandOn(boardId, 'assignTicket', given))
  await vi.waitUntil(async () => (await countWaiting(database.sql)) === 2, { timeout: 10_000 })
  release()
  await holding

  expect(await Promise.all([creating, giving])).toMatchObject([{ ok: true }, { ok: true }])
  const rows = await database.sql`
    select node_id, assignee_id from ticket where id = any(${[usual.ticketId, urgent.ticketId]}::uuid[])`
  expect([...rows]).toEqual(Array.from({ length: 2 }, () => ({ node_id: 'work', assignee_id: wanted })))
  await expectOneTruth(database, boardId, [])
})
