import { findCalendars } from '#db/calendar.ts'
import { findCustomerTier } from '#db/customer.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import type { Transaction } from '#db/client.ts'
import type { HeldTicket } from '#db/ticket.ts'
import { createDeadline } from '#domain/calendar/deadline.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import type { RunningFlow } from '#domain/decide/running-flow.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import type { Flow } from '#domain/flow/flow.ts'
import { toBoardFlow } from '#domain/flow/to-board-flow.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { FlowVersion } from '#domain/flow/version.ts'

type Start = Omit<RunningFlow, 'state' | 'form'>

/** A version on which a ticket begins or goes on, with what the engine asks the world beside the ticket itself. */
async function readStart(tx: Transaction, ref: FlowRef, customerTier: string | null): Promise<Start> {
  const [calendars, version] = await Promise.all([findCalendars(tx), readFlowVersion(tx, ref)])
  return { version, customerTier, deadline: createDeadline(calendars) }
}

/** A version on which a ticket of the customer begins. */
export const findStart = async (
  tx: Transaction,
  ref: FlowRef,
  customer: Ticket['customer'],
): Promise<Start> => readStart(tx, ref, customer && (await findCustomerTier(tx, customer.id)))

/** That of the board's new tickets, where the board has chosen a flow. */
export const findFirstVersion = async (
  tx: Transaction,
  { flow }: BoardFacts['board'],
  customer: Ticket['customer'],
) => (flow ? findStart(tx, flow, customer) : undefined)

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
    const { state, form, customerTier } = run
    const start = await readStart(tx, ticket.flow, customerTier)
    running.set(ticket.id, { ...start, state, form })
    know(start.version)
  }
  return {
    flowOf: ({ flow }) => (flow && flows.get(keyOf(flow.id, flow.number))) ?? defaultFlow,
    runningFlow: (ticketId) => running.get(ticketId),
  }
}

const keyOf = (flowId: string, number: number) => `${flowId}/${number}`
