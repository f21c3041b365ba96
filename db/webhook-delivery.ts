import type { BilingualText } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { WebhookFailure } from '#domain/webhook.ts'
import type { Sql, Transaction } from './client.ts'

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

export type DueDelivery = {
  id: string
  boardId: string
  ticketId: string
  tokenId: string
  step: number
  url: string
  body: string
  retries: number
  /** With the one that is to be made now. */
  attempts: number
  /** Anything but `waiting`: it has ended, and the ticket does not know yet. */
  state: 'waiting' | 'delivered' | 'failed'
}

/**
 * Takes deliveries that are due, for one node alone; should that one die, another is given them after `claimMs`, which is
 * longer than an attempt lasts.
 */
export async function claimDeliveries(
  sql: Sql,
  { now, claimMs, most }: { now: Instant; claimMs: number; most: number },
): Promise<DueDelivery[]> {
  return sql<DueDelivery[]>`
    update webhook_delivery set claimed_until = ${now + claimMs},
      attempts = attempts + case when state = 'waiting' then 1 else 0 end
    where id in (
      select id from webhook_delivery
      where told_at is null and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by next_at limit ${most} for update skip locked)
    returning id, board_id as "boardId", ticket_id as "ticketId", token_id as "tokenId", step, url, body, retries,
      attempts, state`
}

export type AttemptOutcome =
  | { state: 'delivered'; at: Instant }
  | { state: 'failed'; at: Instant; failure: WebhookFailure }
  | { state: 'waiting'; nextAt: Instant; failure: WebhookFailure }

/** Says what came of an attempt, unless another node has begun a newer one since. */
export async function saveAttempt(
  sql: Sql,
  { id, attempts }: Pick<DueDelivery, 'id' | 'attempts'>,
  outcome: AttemptOutcome,
): Promise<void> {
  const failure = outcome.state === 'delivered' ? null : sql.json(outcome.failure)
  if (outcome.state === 'waiting')
    await sql`
      update webhook_delivery set next_at = ${outcome.nextAt}, claimed_until = null, last_error = ${failure}
      where id = ${id} and attempts = ${attempts} and state = 'waiting'`
  else
    await sql`
      update webhook_delivery set state = ${outcome.state}, ended_at = ${outcome.at}, last_error = ${failure}
      where id = ${id} and attempts = ${attempts} and state = 'waiting'`
}

/** The ticket knows. */
export async function saveTold(sql: Sql, id: string, at: Instant): Promise<void> {
  await sql`update webhook_delivery set told_at = ${at} where id = ${id} and state <> 'waiting'`
}

export type FailedDelivery = {
  id: string
  boardId: string
  ticketId: string
  number: string
  url: string
  attempts: number
  failure: WebhookFailure | null
  endedAt: Instant
}

/** Given up, the last ones first. */
export async function findFailedDeliveries(sql: Sql, most: number): Promise<FailedDelivery[]> {
  return sql<FailedDelivery[]>`
    select d.id, d.board_id as "boardId", d.ticket_id as "ticketId", t.number, d.url, d.attempts, d.last_error as failure,
      d.ended_at as "endedAt"
    from webhook_delivery d join ticket t on t.id = d.ticket_id
    where d.state = 'failed' order by d.ended_at desc, d.id limit ${most}`
}

/** With all attempts anew; false when it has not been given up, or is being sent again already. */
export async function sendDeliveryAgain(sql: Sql, id: string, now: Instant): Promise<boolean> {
  const { count } = await sql`
    update webhook_delivery
    set state = 'waiting', attempts = 0, ended_at = null, told_at = null, claimed_until = null, next_at = ${now}
    where id = ${id} and state = 'failed' and told_at is not null`
  return count > 0
}
