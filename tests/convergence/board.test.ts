import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { stages } from '#domain/stage.ts'
import { isOpen } from '#domain/ticket/ticket.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { openCuttableLine, type CuttableLine } from '#tests/support/cuttable-line.ts'
import { runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { leaveDispatchToPeople } from '#tests/support/dispatch-limits.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

/** A failed run prints the seed; PAIDAN_SEED runs it again. */
const seed = Number(process.env['PAIDAN_SEED'] ?? Date.now() % 2 ** 31)
const runs = Number(process.env['PAIDAN_RUNS'] ?? 5)

type Screen = { client: TestBoardClient; line: CuttableLine }

let database: TestDatabase
let nodes: TestServer[]

beforeAll(async () => {
  database = await createTestDatabase()
  nodes = await Promise.all([0, 1].map(() => startTestServer({ database })))
  process.stdout.write(`convergence: PAIDAN_SEED=${seed}\n`)
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

const gestures = [
  'create',
  'assign',
  'reassign',
  'unassign',
  'bulk-assign',
  'move',
  'prioritise',
  'edit',
  'note',
  'pin',
  'unpin',
  'cancel',
  'reopen',
] as const
const accidents = ['cut', 'close', 'open', 'other-node', 'settle'] as const

const anyStep = fc.record({
  who: fc.nat(3),
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...gestures) },
    { weight: 1, arbitrary: fc.constantFrom(...accidents) },
  ),
  pick: fc.nat(),
  other: fc.nat(),
})
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never

/** What a hand would do: on a ticket that this screen shows, with the version that it shows. */
function gesture(
  { client }: Screen,
  { what, pick, other }: Step,
  engineerIds: readonly string[],
): Promise<CommandAnswer> | undefined {
  const tickets = [...client.getState().shown.values()]
  const ticket = tickets[pick % Math.max(1, tickets.length)]
  const engineerId = engineerIds[other % engineerIds.length] ?? ''
  if (what === 'create' || !ticket) return client.send('createTicket', newTicket({ title: `t ${pick}` }))
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  switch (what) {
    case 'assign':
      return client.send('assignTicket', { ...target, engineerId })
    case 'reassign':
      return client.send('reassignTicket', { ...target, engineerId })
    case 'unassign':
      return client.send('unassignTicket', target)
    case 'bulk-assign': {
      const items = tickets.filter(isOpen).slice(0, 4)
      return items.length === 0
        ? undefined
        : client.send('bulkAssignTickets', {
            items: items.map(({ id, version }) => ({ ticketId: id, expectedVersion: version, engineerId })),
          })
    }
    case 'move':
      return client.send('moveTicketStage', { ...target, stage: stages[other % stages.length] ?? 'intake' })
    case 'prioritise':
      return client.send('setTicketPriority', { ...target, priority: other % 2 === 0 ? 1 : 3 })
    case 'edit':
      return client.send('editTicket', { ...target, changes: { title: `edited ${other}` } })
    case 'note':
      return client.send('addNote', { ticketId: ticket.id, noteId: randomUUID(), text: '…' })
    case 'pin':
      return client.send('pinAssignment', target)
    case 'unpin':
      return client.send('unpinAssignment', target)
    case 'cancel':
      return client.send('cancelTicket', { ...target, reason: '不修了' })
    case 'reopen':
      return client.send('reopenTicket', target)
    case 'cut':
    case 'close':
    case 'open':
    case 'other-node':
    case 'settle':
      return undefined
  }
}

async function accident({ client, line }: Screen, { what, pick }: Step): Promise<void> {
  if (what === 'cut') line.cut()
  if (what === 'close') line.setOpen(false)
  if (what === 'open') line.setOpen(true)
  if (what === 'other-node') {
    line.leadTo(nodes[pick % nodes.length]?.url ?? '')
    line.cut()
  }
  if (what === 'settle') {
    line.setOpen(true)
    await client.until(({ connection, pending }) => connection.state === 'live' && pending.length === 0)
  }
}

it.each([['the standard process', undefined] as const, ['a drawn flow', 'appliance-repair'] as const])(
  '[C13] [C8] [E1] [E2] [F2] every screen ends as the log and the tables, whatever is done and cut, on %s',
  { timeout: 120_000 },
  (_name, starter) =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(anyStep, { minLength: 30, maxLength: 90 }),
        async (screenCount, steps) => {
          const boardId = await insertTestBoard(database)
          // When all is quiet here, the engine is as well.
          await leaveDispatchToPeople(database, boardId)
          if (starter) await runBoardOn(database, boardId, starterGraph(starter))
          const engineerIds = await Promise.all(
            [1, 2, 5].map((capacity) => insertTestEngineer(database, boardId, { capacity })),
          )
          const screens = await Promise.all(
            Array.from({ length: screenCount }, async (_, index): Promise<Screen> => {
              const line = await openCuttableLine(nodes[index % nodes.length]?.url ?? '')
              return { line, client: await openBoardClient(database, { url: line.url, boardId }) }
            }),
          )
          try {
            const answers: Promise<CommandAnswer>[] = []
            for (const step of steps) {
              const screen = screens[step.who % screens.length]
              if (!screen) continue
              const answer = gesture(screen, step, engineerIds)
              if (answer) answers.push(answer)
              else await accident(screen, step)
            }
            for (const { line } of screens) line.setOpen(true)
            const given = await Promise.all(answers)
            await Promise.all(screens.map(({ client }) => client.untilLive()))
            await expectOneTruth(
              database,
              boardId,
              screens.map(({ client }) => client),
            )
            await expectAcknowledgedInLog(boardId, given)
          } finally {
            for (const { client } of screens) client.close()
            await Promise.all(screens.map(({ line }) => line.close()))
          }
        },
      ),
      { seed, numRuns: runs, endOnFailure: true },
    ),
)

/** Each accepted command stands in the log once, under the number of its answer. */
async function expectAcknowledgedInLog(boardId: string, answers: readonly CommandAnswer[]) {
  const events = await findEventsAfter(database.sql, boardId, 0, 1_000_000)
  const lastSeqs = new Map(events.map(({ commandId, seq }) => [commandId, seq]))
  const accepted = answers.flatMap((answer) => (answer.ok && answer.seq !== null ? [answer.seq] : []))
  expect(accepted.sort((a, b) => a - b)).toEqual([...lastSeqs.values()].sort((a, b) => a - b))
}
