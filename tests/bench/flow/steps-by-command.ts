import { randomUUID } from 'node:crypto'
import type { CommandInput, CommandName } from '#contract/command.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { boardStandard } from '#domain/flow-graph/starters/board-standard.ts'
import { limit } from '#domain/flow-graph/starters/draw.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { newTicketCommand } from './new-ticket.ts'

type Moving = { id: string; version: number; isOnSite: boolean }

const callers = 16

/** The standard process drawn, with a time limit on the two steps between which the tickets go. */
function drawnStandard(): FlowGraph {
  const { nodes, ...graph } = boardStandard.graph
  const limited = Object.entries(nodes).map(([id, node]) => {
    const hasLimit = id === 'en-route' || id === 'on-site'
    return [id, hasLimit ? { ...node, config: { ...node.config, ...limit(60, 15) } } : node] as const
  })
  return { ...graph, nodes: Object.fromEntries(limited) }
}

/**
 * Tickets of a board that go to the place and back, through the commands: on a drawn flow by answering for their steps, with
 * two timers set and two cleared each time, or on the standard process by moving their cards.
 */
export async function openMovingBoard(
  database: Database,
  { tickets, drawn }: { tickets: number; drawn: boolean },
) {
  const boardId = await insertTestBoard(database)
  if (drawn) await runBoardOn(database, boardId, drawnStandard())
  const engineerId = await insertTestEngineer(database, boardId, { capacity: 100_000 })
  const actor: Actor = {
    kind: 'person',
    id: randomUUID(),
    name: '孙悦',
    role: 'dispatcher',
    boardIds: [boardId],
  }
  const ports = { sql: database.sql, now: Date.now, onCommitted: () => undefined }
  const runCommand = createRunCommand(ports)
  const run = async <Name extends CommandName>(
    name: Name,
    input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
  ) => {
    const answer = await runCommand(actor, { name, input: { ...input, commandId: randomUUID(), boardId } })
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.rejection.name}`)
  }
  const made = Array.from({ length: tickets }, newTicketCommand)
  await createCreateTickets(ports)(actor, boardId, made)
  const moving: Moving[] = []
  for (const { ticketId } of made) {
    await run('assignTicket', { ticketId, expectedVersion: 1, engineerId })
    await run('moveTicketStage', { ticketId, expectedVersion: 2, stage: 'en-route' })
    moving.push({ id: ticketId, version: 3, isOnSite: false })
  }
  await database.sql`analyze`

  const step = async (ticket: Moving) => {
    const seen = { ticketId: ticket.id, expectedVersion: ticket.version }
    if (drawn)
      await run('completeStep', { ...seen, tokenId: 't1', outcome: ticket.isOnSite ? 'back' : 'arrive' })
    else await run('moveTicketStage', { ...seen, stage: ticket.isOnSite ? 'en-route' : 'on-site' })
    ticket.version += 1
    ticket.isOnSite = !ticket.isOnSite
  }

  /** Every caller moves tickets of its own, one step after the other; steps a second. */
  return async (ms: number): Promise<number> => {
    const startedAt = performance.now()
    let steps = 0
    const call = async (caller: number) => {
      const own = moving.filter((_, index) => index % callers === caller)
      for (let turn = 0; performance.now() - startedAt < ms; turn += 1) {
        const ticket = own[turn % own.length]
        if (!ticket) return
        await step(ticket)
        steps += 1
      }
    }
    await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
    return (steps / (performance.now() - startedAt)) * 1_000
  }
}
