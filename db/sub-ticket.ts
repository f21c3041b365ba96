import type { SubTicketLink, TicketLink } from '#contract/ticket-details.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'

export type SubTicketRow = {
  ticketId: string
  boardId: string
  parentId: string
  key: string
  depth: number
}

export async function insertSubTickets(tx: Transaction, rows: readonly SubTicketRow[]): Promise<void> {
  await tx`
    insert into sub_ticket ${tx(
      rows.map(({ ticketId, boardId, parentId, key, depth }) => ({
        ticket_id: ticketId,
        board_id: boardId,
        parent_id: parentId,
        key,
        depth,
      })),
    )}`
}

/** How many tickets stand above a ticket. */
export async function findSubTicketDepth(tx: Transaction, ticketId: string): Promise<number> {
  const [row] = await tx<{ depth: number }[]>`select depth from sub_ticket where ticket_id = ${ticketId}`
  return row?.depth ?? 0
}

export type ClosedSubTicket = { boardId: string; parentId: string; key: string }

/** Closed ones whose parents have not been told, each for one node only until `claimMs` are over. */
export async function claimClosedSubTickets(
  sql: Sql,
  { now, claimMs, most }: { now: Instant; claimMs: number; most: number },
): Promise<ClosedSubTicket[]> {
  return sql<ClosedSubTicket[]>`
    update sub_ticket s set claimed_until = ${now + claimMs}
    from (
      select u.ticket_id from sub_ticket u join ticket t on t.id = u.ticket_id and t.stage = 'closed'
      join board b on b.id = u.board_id and b.closed_at is null
      where u.told_at is null and (u.claimed_until is null or u.claimed_until <= ${now})
      limit ${most} for update of u skip locked
    ) as closed
    where s.ticket_id = closed.ticket_id
    returning s.board_id as "boardId", s.parent_id as "parentId", s.key`
}

/** Whether the parent had not been told yet. */
export async function tellParent(
  tx: Transaction,
  { parentId, key, at }: { parentId: string; key: string; at: Instant },
): Promise<boolean> {
  const { count } = await tx`
    update sub_ticket set told_at = ${at} where parent_id = ${parentId} and key = ${key} and told_at is null`
  return count > 0
}

/** The ticket for which a flow has opened this one. */
export async function findParent(sql: Sql, ticketId: string): Promise<TicketLink | null> {
  const [row] = await sql<TicketLink[]>`
    select t.id as "ticketId", t.number, t.title, t.stage
    from sub_ticket s join ticket t on t.id = s.parent_id where s.ticket_id = ${ticketId}`
  return row ?? null
}

/** The tickets that the flow of this one has opened, the oldest first, and whether each keeps it from being closed. */
export async function findSubTickets(sql: Sql, ticketId: string): Promise<readonly SubTicketLink[]> {
  return sql<SubTicketLink[]>`
    select t.id as "ticketId", t.number, t.title, t.stage, coalesce(opening.blocks, false) as "blocksClosing"
    from sub_ticket s join ticket t on t.id = s.ticket_id
    left join lateral (
      select (one ->> 'blocksClosing')::boolean as blocks
      from ticket_flow f, jsonb_array_elements(f.state -> 'subTickets') as one
      where f.ticket_id = s.parent_id and one ->> 'key' = s.key
    ) as opening on true
    where s.parent_id = ${ticketId} order by t.created_at, t.number`
}
