import type { Notice } from '#domain/notice.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql } from './client.ts'

/** How many messages a person has not read, and the last ones, read or not, the newest first. */
export async function findNotices(
  sql: Sql,
  personId: string,
  most: number,
): Promise<{ unread: number; notices: readonly Notice[] }> {
  const [[count], notices] = await Promise.all([
    sql<{ unread: number }[]>`
      select count(*)::int as unread from message_reader where person_id = ${personId} and read_at is null`,
    sql<Notice[]>`
      select m.id, m.board_id as "boardId", m.ticket_id as "ticketId", t.number, t.title, m.text,
        r.created_at as at, r.read_at is not null as "isRead"
      from message_reader r join message m on m.id = r.message_id join ticket t on t.id = m.ticket_id
      where r.person_id = ${personId} order by r.created_at desc, m.id limit ${most}`,
  ])
  return { unread: count?.unread ?? 0, notices }
}

/** What somebody else is to read stays as it is. */
export async function markNoticesRead(
  sql: Sql,
  personId: string,
  { ids, at }: { ids: readonly string[] | 'all'; at: Instant },
): Promise<void> {
  const chosen = ids === 'all' ? sql`` : sql`and message_id = any(${ids as string[]}::uuid[])`
  await sql`update message_reader set read_at = ${at} where person_id = ${personId} and read_at is null ${chosen}`
}

/** How much each of these people has not read, and when the last message came to them; whoever has none is left out. */
export async function countNotices(
  sql: Sql,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { unread: number; newestAt: Instant | null }>> {
  const rows = await sql<{ id: string; unread: number; newestAt: Instant | null }[]>`
    select asked.id,
      (select count(*)::int from message_reader r where r.person_id = asked.id and r.read_at is null) as unread,
      (select max(created_at) from message_reader r where r.person_id = asked.id) as "newestAt"
    from unnest(${personIds as string[]}::uuid[]) as asked (id)`
  return new Map(
    rows
      .filter(({ newestAt }) => newestAt !== null)
      .map(({ id, unread, newestAt }) => [id, { unread, newestAt }]),
  )
}
