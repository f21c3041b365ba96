import type { BilingualText } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { RejectionName } from '#domain/rejection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { DeliveryCounts, FailedDelivery } from '#domain/outbound.ts'
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
  await sql`update webhook_delivery set told_at = ${at}, refused = null where id = ${id} and state <> 'waiting'`
}

/** The ticket has not taken it; at `nextAt` it is told again. */
export async function saveRefused(
  sql: Sql,
  id: string,
  { rejection, nextAt }: { rejection: RejectionName; nextAt: Instant },
): Promise<void> {
  await sql`
    update webhook_delivery set refused = ${rejection}, next_at = ${nextAt}, claimed_until = null
    where id = ${id} and state <> 'waiting' and told_at is null`
}

/** Given up, or not taken by their tickets; the last ones first. */
export async function findFailedDeliveries(sql: Sql, most: number): Promise<FailedDelivery[]> {
  return sql<FailedDelivery[]>`
    select d.id, d.board_id as "boardId", d.ticket_id as "ticketId", t.number, d.url, d.attempts, d.last_error as failure,
      d.refused, d.state = 'failed' and d.told_at is not null as "isOver", d.ended_at as "endedAt"
    from webhook_delivery d join ticket t on t.id = d.ticket_id
    where d.state = 'failed' or d.refused is not null order by d.ended_at desc, d.id limit ${most}`
}

export async function countDeliveries(sql: Sql): Promise<DeliveryCounts> {
  const [counts] = await sql<DeliveryCounts[]>`
    select (select count(*)::int from webhook_delivery where state = 'failed' and told_at is not null) as failed,
      (select count(*)::int from webhook_delivery
        where told_at is null and state = 'waiting' and last_error is not null) as retried`
  return counts ?? { failed: 0, retried: 0 }
}

/**
 * With all attempts anew; those that have not been given up, or are being sent again already, are left alone. `ids` null: all.
 * @returns how many that were
 */
export async function sendDeliveriesAgain(
  sql: Sql,
  ids: readonly string[] | null,
  now: Instant,
): Promise<number> {
  const { count } = await sql`
    update webhook_delivery
    set state = 'waiting', attempts = 0, ended_at = null, told_at = null, claimed_until = null, next_at = ${now}
    where state = 'failed' and told_at is not null
      and (${ids === null} or id = any(${(ids ?? []) as string[]}::uuid[]))`
  return count
}
