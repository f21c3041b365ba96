import type { Transaction } from '#db/client.ts'
import { saveMessages } from '#db/message.ts'
import { saveWebhookDelivery } from '#db/webhook-delivery.ts'
import { insertSubTickets } from '#db/sub-ticket.ts'
import { fillTicketForm, insertNodeStays, saveTicketFlows, type TicketFlow } from '#db/ticket-flow.ts'
import { deleteTimers, insertTimers } from '#db/timer.ts'
import type { RunningFlow, TicketForm } from '#domain/decide/running-flow.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import { notStarted, type FlowState } from '#domain/flow/flow-state.ts'
import { foldSteps, type NodeStay } from '#domain/flow/node-stays.ts'
import type { Instant } from '#domain/instant.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { Change } from '../use-case.ts'
import type { CarriedOn } from './carry-on.ts'

export type FlowSource = {
  runningFlow: ((ticketId: string) => RunningFlow | undefined) | undefined
  readVersion: (flow: FlowRef) => Promise<FlowVersion>
}

/** Writes where the tickets of a command have come to stand, and what their flows wait for. Nothing where nothing was drawn. */
export async function prepareFlows(changes: readonly Change[], { runningFlow, readVersion }: FlowSource) {
  const states = new Map<string, TicketFlow & { version: FlowVersion }>()
  const stays: (NodeStay & { ticketId: string; flow: FlowRef })[] = []
  for (const { event, after } of changes) {
    const steps = 'steps' in event ? event.steps : undefined
    if (!steps || !after.flow) continue
    const { id: ticketId, boardId, flow } = after
    const known = states.get(ticketId)
    const before: FlowState = known?.state ?? runningFlow?.(ticketId)?.state ?? notStarted
    // What it leaves it leaves on the version on which it stood.
    const left = known?.version ?? runningFlow?.(ticketId)?.version ?? (await readVersion(flow))
    const folded = foldSteps(left, before, steps)
    const version = left.flowId === flow.id && left.number === flow.number ? left : await readVersion(flow)
    states.set(ticketId, { ticketId, boardId, flow, state: folded.state, version })
    const on = { id: left.flowId, number: left.number }
    stays.push(...folded.stays.map((stay) => ({ ...stay, ticketId, flow: on })))
  }
  return { flows: [...states.values()], stays }
}

/** After the tickets: these rows point to them. */
export const saveFlows = (
  tx: Transaction,
  { flows, stays }: Awaited<ReturnType<typeof prepareFlows>>,
  { timers, subTickets, messages, webhooks }: Omit<CarriedOn, 'events'>,
  at: Instant,
  filled: readonly { ticketId: string; form: TicketForm }[] = [],
): Promise<unknown>[] => [
  ...(flows.length > 0 ? [saveTicketFlows(tx, flows)] : []),
  ...filled.map(({ ticketId, form }) => fillTicketForm(tx, ticketId, form)),
  ...(stays.length > 0 ? [insertNodeStays(tx, stays)] : []),
  ...(timers.cleared.length > 0 ? [deleteTimers(tx, timers.cleared)] : []),
  ...(timers.set.length > 0 ? [insertTimers(tx, timers.set)] : []),
  ...(subTickets.length > 0 ? [insertSubTickets(tx, subTickets)] : []),
  ...(messages.length > 0 ? [saveMessages(tx, messages, at)] : []),
  ...webhooks.map((webhook) => saveWebhookDelivery(tx, webhook, at)),
]
