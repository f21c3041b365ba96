import type { FlowTimer } from '#domain/flow/flow-input.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'

export type TimerName = { ticketId: string; tokenId: string; step: number }
export type NewTimer = TimerName & { boardId: string; kind: FlowTimer; dueAt: Instant }

export async function insertTimers(tx: Transaction, timers: readonly NewTimer[]): Promise<void> {
  await tx`
    insert into timer ${tx(
      timers.map(({ boardId, ticketId, tokenId, step, kind, dueAt }) => ({
        board_id: boardId,
        ticket_id: ticketId,
        token_id: tokenId,
        step,
        kind,
        due_at: dueAt,
      })),
    )}
    on conflict (ticket_id, token_id, step, kind) do update set due_at = excluded.due_at, claimed_until = null`
}

/** Nothing is waited for on these visits any more. */
export async function deleteTimers(tx: Transaction, names: readonly TimerName[]): Promise<void> {
  await tx`
    delete from timer t using jsonb_to_recordset(${tx.json(names)}) as gone ("ticketId" uuid, "tokenId" text, step int)
    where t.ticket_id = gone."ticketId" and t.token_id = gone."tokenId" and t.step = gone.step`
}

/** Whether it was still there: of two who bring the same timer the second finds none. */
export async function takeTimer(
  tx: Transaction,
  { ticketId, tokenId, step, kind }: TimerName & { kind: FlowTimer },
): Promise<boolean> {
  const { count } = await tx`
    delete from timer
    where ticket_id = ${ticketId} and token_id = ${tokenId} and step = ${step} and kind = ${kind}`
  return count > 0
}

export type DueTimer = NewTimer & { id: string }

/** `next`: when the next one is due that nobody has been at; null when there is none. */
export type DueTimers = { due: readonly DueTimer[]; next: Instant | null }

/**
 * Those whose time has come, each for one node only until `claimMs` are over; the first due first. What a dead node was at is
 * due again after that, and found by whoever looks.
 */
export async function claimDueTimers(
  sql: Sql,
  { now, claimMs, most }: { now: Instant; claimMs: number; most: number },
): Promise<DueTimers> {
  const rows = await sql<((DueTimer | { id: null }) & { next: Instant | null })[]>`
    with due as (
      select id from timer
      where due_at <= ${now} and (claimed_until is null or claimed_until <= ${now}) and ${onOpenBoard(sql)}
      order by due_at limit ${most} for update skip locked
    ), claimed as (
      update timer t set claimed_until = ${now + claimMs} from due where t.id = due.id
      returning t.id, t.board_id as "boardId", t.ticket_id as "ticketId", t.token_id as "tokenId", t.step, t.kind,
        t.due_at as "dueAt"
    ), next as (
      select due_at as next from timer
      where due_at > ${now} and claimed_until is null and ${onOpenBoard(sql)} order by due_at limit 1
    )
    select claimed.*, next.next from (select) as one left join next on true left join claimed on true`
  const due = rows.filter((row) => row.id !== null).sort((one, other) => one.dueAt - other.dueAt)
  return { due, next: rows[0]?.next ?? null }
}

/** Tickets of a closed board go nowhere: what is due there must neither be claimed nor wake anybody. */
const onOpenBoard = (sql: Sql) =>
  sql`not exists (select from board b where b.id = board_id and b.closed_at is not null)`
