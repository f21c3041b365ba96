import { findBoardEngineers } from '#db/engineer.ts'
import { findBoardTickets } from '#db/ticket.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { rankCandidates, type Ranking } from '#domain/scoring/rank.ts'
import type { Candidate } from '#domain/scoring/raw-values.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { defaultTravelBands, estimateTravelSeconds } from '#geo/travel-estimate.ts'
import type { TestDatabase } from './database.ts'

type History = { id: string; load: number; week: number; visits: number }

/** The ranking of one ticket by the default policy, each fact asked of the database by itself. */
export async function rankByHand(
  { sql }: TestDatabase,
  boardId: string,
  ticketId: string,
  { now, places }: { now: Instant; places: ReadonlyMap<string, { place: LngLat; at: Instant }> },
): Promise<Ranking> {
  const [engineers, tickets, history, wishes] = await Promise.all([
    findBoardEngineers(sql, boardId),
    findBoardTickets(sql, boardId, now),
    sql<History[]>`
      select e.id,
        (select count(*)::int from ticket t where t.assignee_id = e.id and t.stage <> 'closed' and t.id <> ${ticketId})
          as load,
        (select count(distinct ticket_id)::int from assignment a
          where a.engineer_id = e.id and a.assigned_at > now() - interval '7 days') as week,
        (select count(*)::int from ticket t where t.assignee_id = e.id and t.node_id = 'closed'
          and t.customer_id = (select customer_id from ticket where id = ${ticketId})) as visits
      from engineer e where e.board_id = ${boardId}`,
    sql<{ engineerId: string; wish: string }[]>`
      select engineer_id as "engineerId", wish from customer_wish
      where customer_id = (select customer_id from ticket where id = ${ticketId})`,
  ])
  const ticket = tickets.find(({ id }) => id === ticketId)
  if (!ticket) throw new Error(`no open ticket ${ticketId}`)
  const facts = new Map(history.map((one) => [one.id, one]))
  const wished = (wish: string) =>
    wishes.filter((one) => one.wish === wish).map(({ engineerId }) => engineerId)
  const candidates = engineers.map((engineer): Candidate => {
    const known = places.get(engineer.id)
    const meters = distanceMeters(known?.place ?? engineer.home, ticket.place)
    const { load = 0, week = 0, visits = 0 } = facts.get(engineer.id) ?? {}
    return {
      engineer,
      openLoad: load,
      placeFrom: known ? (now - known.at > minutes(15) ? 'stale' : 'live') : 'home',
      travel: { meters, seconds: estimateTravelSeconds(meters, defaultTravelBands), source: 'estimate' },
      visits,
      weekCount: week,
    }
  })
  const given = candidates.reduce((sum, { weekCount }) => sum + weekCount, 0)
  const question = {
    ticket,
    now,
    timeZone: 'Asia/Shanghai',
    meanWeekCount: given / candidates.length,
    wishes: { never: wished('never'), only: wished('only') },
  }
  return rankCandidates(question, candidates, samplePolicy)
}
