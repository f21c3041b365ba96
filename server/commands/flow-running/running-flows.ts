import { readFlowVersion } from '#db/flow-version-reader.ts'
import type { Transaction } from '#db/client.ts'
import type { HeldTicket } from '#db/ticket.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import type { RunningFlow } from '#domain/decide/running-flow.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import type { Flow } from '#domain/flow/flow.ts'
import { toBoardFlow } from '#domain/flow/to-board-flow.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import { minutes } from '#domain/instant.ts'

type Surroundings = Omit<RunningFlow, 'state' | 'form' | 'version'>

/** What the engine asks the world beside the ticket itself. */
const surroundings: Surroundings = {
  customerTier: null,
  deadline: (_calendar, from, count) => from + minutes(count),
}

/** A version on which a ticket begins. */
export async function readStart(tx: Transaction, ref: FlowRef): Promise<Omit<RunningFlow, 'state' | 'form'>> {
  return { ...surroundings, version: await readFlowVersion(tx, ref) }
}

/** That of the board's new tickets, where the board has chosen a flow. */
export const findFirstVersion = async (tx: Transaction, { flow }: BoardFacts['board']) =>
  flow ? readStart(tx, flow) : undefined

/** Where each of the locked tickets stands, as decisions look at it. Costs nothing where nothing was drawn. */
export async function readRunningFlows(
  tx: Transaction,
  held: readonly HeldTicket[],
  board: BoardFacts['board'],
): Promise<Pick<BoardFacts, 'flowOf' | 'runningFlow'>> {
  const running = new Map<string, RunningFlow>()
  const flows = new Map<string, Flow>()
  const know = (version: FlowVersion) =>
    flows.set(keyOf(version.flowId, version.number), toBoardFlow(version))
  if (board.flow) know(await readFlowVersion(tx, board.flow))
  for (const { ticket, run } of held) {
    if (!ticket.flow || !run) continue
    const start = await readStart(tx, ticket.flow)
    running.set(ticket.id, { ...start, ...run })
    know(start.version)
  }
  return {
    flowOf: ({ flow }) => (flow && flows.get(keyOf(flow.id, flow.number))) ?? defaultFlow,
    runningFlow: (ticketId) => running.get(ticketId),
  }
}

const keyOf = (flowId: string, number: number) => `${flowId}/${number}`
