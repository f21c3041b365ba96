import { hours, minutes, type Instant } from '#domain/instant.ts'
import { visitKey, type PreviewFacts } from '#domain/scoring/policy-preview.ts'
import type { TicketQuestion } from '#domain/scoring/raw-values.ts'
import type { Sql, Transaction } from './client.ts'
import { countOpenLoads, findBoardEngineers } from './engineer.ts'
import { findLastTickets } from './ticket.ts'

const weekMs = 7 * hours(24)
/** An engineer who has not been heard of for so long may be elsewhere. */
const staleAfterMs = minutes(10)

/** What the last tickets of a board are scored by, all of one moment; how fast one gets about is known elsewhere. Undefined when there is no such board. */
export function findPreviewFacts(
  sql: Sql,
  boardId: string,
  { now, most }: { now: Instant; most: number },
): Promise<Omit<PreviewFacts, 'bandsIn'> | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [[board], tickets, engineers, places, weekCounts] = await Promise.all([
      tx<{ timeZone: string }[]>`select time_zone as "timeZone" from board where id = ${boardId}`,
      findLastTickets(tx, boardId, most),
      findBoardEngineers(tx, boardId),
      findPlaces(tx, boardId),
      countGivenTickets(tx, boardId, now - weekMs),
    ])
    if (!board) return undefined
    const customerIds = [...new Set(tickets.flatMap(({ customer }) => (customer ? [customer.id] : [])))]
    const [loads, wishes, visits] = await Promise.all([
      countOpenLoads(
        tx,
        engineers.map(({ id }) => id),
      ),
      findWishes(tx, customerIds),
      countVisits(tx, boardId, customerIds),
    ])
    return {
      timeZone: board.timeZone,
      tickets,
      engineers: engineers.map((engineer) => {
        const place = places.get(engineer.id)
        return {
          engineer,
          openLoad: loads.get(engineer.id) ?? 0,
          weekCount: weekCounts.get(engineer.id) ?? 0,
          place: place ? { lng: place.lng, lat: place.lat } : engineer.home,
          placeFrom: !place ? 'home' : now - place.at > staleAfterMs ? 'stale' : 'live',
        }
      }),
      wishes,
      visits,
    }
  })
}

async function findPlaces(tx: Transaction, boardId: string) {
  const rows = await tx<{ id: string; lng: number; lat: number; at: Instant }[]>`
    select e.id, p.lng, p.lat, p.at from last_position p join engineer e on e.id = p.engineer_id
    where e.board_id = ${boardId}`
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}

async function countGivenTickets(tx: Transaction, boardId: string, since: Instant) {
  const rows = await tx<{ id: string; count: number }[]>`
    select a.engineer_id as id, count(*)::int as count
    from assignment a join engineer e on e.id = a.engineer_id
    where e.board_id = ${boardId} and a.assigned_at >= ${tx.typed.instant(since)}
    group by a.engineer_id`
  return new Map(rows.map(({ id, count }) => [id, count]))
}

async function findWishes(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, TicketQuestion['wishes']>> {
  const rows = await tx<({ customerId: string } & TicketQuestion['wishes'])[]>`
    select customer_id as "customerId",
      coalesce(array_agg(engineer_id::text) filter (where wish = 'never'), '{}') as never,
      coalesce(array_agg(engineer_id::text) filter (where wish = 'only'), '{}') as only
    from customer_wish where customer_id = any(${customerIds as string[]}::uuid[]) group by customer_id`
  return new Map(rows.map(({ customerId, ...wishes }) => [customerId, wishes]))
}

async function countVisits(tx: Transaction, boardId: string, customerIds: readonly string[]) {
  const rows = await tx<{ customerId: string; engineerId: string; count: number }[]>`
    select customer_id as "customerId", assignee_id as "engineerId", count(*)::int as count from ticket
    where customer_id = any(${customerIds as string[]}::uuid[]) and board_id = ${boardId}
      and stage = 'closed' and assignee_id is not null
    group by customer_id, assignee_id`
  return new Map(rows.map(({ customerId, engineerId, count }) => [visitKey(customerId, engineerId), count]))
}
