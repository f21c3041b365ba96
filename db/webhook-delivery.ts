import type { BilingualText } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { Transaction } from './client.ts'

/** A call of another system as a step of a flow asks for it. */
export type FlowWebhook = {
  /** The delivery's own id, by which the receiver knows a repetition. */
  id: string
  ticket: Ticket
  flow: { id: string; number: number }
  node: { id: string; name: BilingualText }
  tokenId: string
  step: number
  url: string
  retries: number
}

/** Writes a delivery in the transaction of the step that asks for it. What is sent is fixed here, however often it is sent. */
export async function saveWebhookDelivery(tx: Transaction, webhook: FlowWebhook, at: Instant): Promise<void> {
  const { id, ticket, tokenId, step, node, url, retries } = webhook
  await tx`
    insert into webhook_delivery
      (id, board_id, ticket_id, token_id, step, node_id, url, body, retries, next_at, created_at)
    values (${id}, ${ticket.boardId}, ${ticket.id}, ${tokenId}, ${step}, ${node.id}, ${url},
      ${JSON.stringify(webhookBody(webhook, at))}, ${retries}, ${at}, ${at})`
}

/** Shaped like an event of Standard Webhooks: a type, a moment, and what it is about. No phone number leaves the house. */
const webhookBody = ({ id, ticket, flow, node }: FlowWebhook, at: Instant) => ({
  type: 'ticket.step',
  timestamp: new Date(at).toISOString(),
  data: {
    deliveryId: id,
    node,
    flow,
    ticket: {
      id: ticket.id,
      boardId: ticket.boardId,
      number: ticket.number,
      externalId: ticket.externalId,
      title: ticket.title,
      priority: ticket.priority,
      stage: ticket.stage,
      district: ticket.district,
      address: ticket.address,
      place: ticket.place,
      createdAt: new Date(ticket.createdAt).toISOString(),
      dueAt: new Date(ticket.dueAt).toISOString(),
      customerName: ticket.customer?.name ?? null,
      engineerId: ticket.assignment?.engineerId ?? null,
      version: ticket.version,
    },
  },
})
