import { findCalendars } from '#db/calendar.ts'
import { findCustomerTier, findCustomerTiers } from '#db/customer.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import type { Transaction } from '#db/client.ts'
import type { HeldTicket } from '#db/ticket.ts'
import { createDeadline } from '#domain/calendar/deadline.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import type { FlowStart, RunningFlow } from '#domain/decide/running-flow.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import type { Flow } from '#domain/flow/flow.ts'
import { toBoardFlow } from '#domain/flow/to-board-flow.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { FlowVersion } from '#domain/flow/version.ts'

/** A version on which a ticket of the customer begins, with what the engine asks the world beside the ticket itself. */
export async function findStart(
  tx: Transaction,
  ref: FlowRef,
  customer: Ticket['customer'],
): Promise<FlowStart> {
  const [calendars, version, customerTier] = await Promise.all([
    findCalendars(tx),
    readFlowVersion(tx, ref),
    customer && findCustomerTier(tx, customer.id),
  ])
  return { version, customerTier, deadline: createDeadline(calendars) }
}

/** Those of many new tickets of the board, in the order of their customers; each customer is asked for once. */
export async function findFirstVersions(
  tx: Transaction,
  { flow }: BoardFacts['board'],
  customers: readonly Ticket['customer'][],
): Promise<readonly (FlowStart | undefined)[]> {
  if (!flow) return customers.map(() => undefined)
  const first = await findStart(tx, flow, null)
  const ids = [...new Set(customers.flatMap((customer) => customer?.id ?? []))]
  const tiers = await findCustomerTiers(tx, ids)
  return customers.map((customer) => ({
    ...first,
    customerTier: customer && (tiers.get(customer.id) ?? null),
  }))
}

/** That of the board's new tickets, where the board has chosen a flow. */
export const findFirstVersion = async (
  tx: Transaction,
  { flow }: BoardFacts['board'],
  customer: Ticket['customer'],
) => (flow ? findStart(tx, flow, customer) : undefined)

/** Where each of the tickets stands, as decisions look at it. Costs no statement where nothing was drawn. */
export async function readRunningFlows(
  tx: Transaction,
  held: readonly Pick<HeldTicket, 'ticket' | 'run'>[],
  board: Pick<BoardFacts['board'], 'flow'>,
): Promise<Pick<BoardFacts, 'flowOf' | 'runningFlow'>> {
  const running = new Map<string, RunningFlow>()
  const flows = new Map<string, Flow>()
  const know = (version: FlowVersion) =>
    flows.set(keyOf(version.flowId, version.number), toBoardFlow(version))
  if (board.flow) know(await readFlowVersion(tx, board.flow))
  const drawn = held.flatMap(({ ticket, run }) => (ticket.flow && run ? [{ id: ticket.id, run }] : []))
  const deadline = drawn.length > 0 ? createDeadline(await findCalendars(tx)) : undefined
  for (const { id, run } of drawn) {
    const { flow, state, form, customerTier } = run
    const version = await readFlowVersion(tx, flow)
    if (deadline) running.set(id, { version, customerTier, deadline, state, form })
    know(version)
  }
  return {
    flowOf: ({ flow }) => (flow && flows.get(keyOf(flow.id, flow.number))) ?? defaultFlow,
    runningFlow: (ticketId) => running.get(ticketId),
  }
}

const keyOf = (flowId: string, number: number) => `${flowId}/${number}`
