import type { BilingualText } from '#domain/flow/flow.ts'
import type { Channel, Recipient } from '#domain/flow-graph/people.ts'
import type { Instant } from '#domain/instant.ts'
import type { NotSentReason } from '#domain/not-sent.ts'
import type { UnsentMessage } from '#domain/outbound.ts'
import type { Sql } from './client.ts'
import { giveToReaders } from './message.ts'

export type DueMessage = {
  id: string
  channel: Channel
  recipient: Recipient
  text: BilingualText
  /** Of the ticket. */
  number: string
  /** Empty where it is not known. */
  customerPhone: string
  /** With the one that is to be made now. */
  attempts: number
}

/** What a group robot takes in a minute. */
const mostChatsPerMinute = 20
const minuteMs = 60_000

/**
 * Takes messages that are due, for one node alone, as `claimDeliveries` does. To the group robot goes no more than it takes:
 * what was claimed within the last minute has been, or is being, sent. Its queue may be long, so the other channels are looked
 * at first.
 */
export async function claimMessages(
  sql: Sql,
  { now, claimMs, most }: { now: Instant; claimMs: number; most: number },
): Promise<DueMessage[]> {
  return sql<DueMessage[]>`
    with due as (
      select id, channel, next_at from message
      where state = 'waiting' and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by channel = 'chat', next_at limit 200 for update skip locked
    ), ranked as (
      select id, next_at, channel, row_number() over (partition by channel order by next_at) as rank from due
    ), chosen as (
      select id from ranked where channel <> 'chat' or rank <= ${mostChatsPerMinute} - (
        select count(*) from message where channel = 'chat' and claimed_until > ${now + claimMs - minuteMs})
      order by next_at limit ${most}
    ), taken as (
      update message set claimed_until = ${now + claimMs}, attempts = attempts + 1
      where id in (select id from chosen) returning *
    )
    select m.id, m.channel, m.recipient, m.text, t.number, coalesce(c.phone, '') as "customerPhone", m.attempts
    from taken m join ticket t on t.id = m.ticket_id left join customer c on c.id = t.customer_id`
}

export type MessageOutcome =
  | { state: 'sent'; at: Instant }
  | { state: 'waiting'; nextAt: Instant; error: string }
  | { state: 'not-sent'; at: Instant; reason: NotSentReason; error: string | null }

/** Says what came of an attempt. What did not go its way is put before those who can read it in the application. */
export async function saveMessageOutcome(
  sql: Sql,
  { id, attempts }: Pick<DueMessage, 'id' | 'attempts'>,
  outcome: MessageOutcome,
): Promise<void> {
  const { state } = outcome
  const end = state === 'waiting' ? null : outcome.at
  const next = state === 'waiting' ? outcome.nextAt : null
  const reason = state === 'not-sent' ? outcome.reason : null
  const error = state === 'sent' ? null : outcome.error
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update message set state = ${state}, reason = ${reason}, error = ${error}, next_at = ${next}, ended_at = ${end},
        claimed_until = case when ${state} = 'waiting' and channel <> 'chat' then null else claimed_until end
      where id = ${id} and attempts = ${attempts} and state = 'waiting'`
    if (count > 0 && state === 'not-sent') await giveToReaders(tx, id, outcome.at)
  })
}

/** Those that did not go their way, the last ones first. */
export async function findUnsentMessages(sql: Sql, most: number): Promise<UnsentMessage[]> {
  return sql<UnsentMessage[]>`
    select m.id, m.board_id as "boardId", m.ticket_id as "ticketId", t.number, m.recipient, m.channel, m.text, m.reason,
      m.error, m.ended_at as "endedAt",
      (select count(*)::int from message_reader r where r.message_id = m.id) as readers
    from message m join ticket t on t.id = m.ticket_id
    where m.state = 'not-sent' order by m.ended_at desc, m.id limit ${most}`
}
