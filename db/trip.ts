import { distanceMeters } from '#geo/distance.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'

/** Older, and nobody knows where the engineer set out. Positions are saved every 15 seconds. */
const freshPositionMs = minutes(5)

/** The most that one calibration looks at, the newest first: a median does not get better by more. */
const mostTrips = 20_000

/** The holder sets out for the ticket, from the last position known. Without a fresh one nothing is recorded. */
export async function startTrip(tx: Transaction, { id, assignment }: Ticket, at: Instant): Promise<void> {
  if (!assignment) return
  await tx`
    insert into trip (ticket_id, engineer_id, from_lng, from_lat, departed_at)
    select ${id}, engineer_id, lng, lat, ${at} from last_position
    where engineer_id = ${assignment.engineerId} and at >= ${at - freshPositionMs}`
}

export async function finishTrip(tx: Transaction, { id, place }: Ticket, at: Instant): Promise<void> {
  await tx`
    update trip set to_lng = ${place.lng}, to_lat = ${place.lat}, arrived_at = ${at}
    where ticket_id = ${id} and arrived_at is null`
}

/** The engineer has turned back, or somebody else goes. */
export async function abandonTrip(tx: Transaction, ticketId: string): Promise<void> {
  await tx`delete from trip where ticket_id = ${ticketId} and arrived_at is null`
}

export type FinishedTrip = {
  boardId: string
  /** The district of the ticket; null where the board has none around it. */
  district: string | null
  /** Straight from the start to the door. */
  meters: number
  seconds: number
}

export async function findFinishedTrips(sql: Sql, since: Instant): Promise<FinishedTrip[]> {
  const rows = await sql<
    {
      boardId: string
      district: string | null
      fromLng: number
      fromLat: number
      toLng: number
      toLat: number
      departedAt: Instant
      arrivedAt: Instant
    }[]
  >`
    select t.board_id as "boardId", t.district, d.from_lng as "fromLng", d.from_lat as "fromLat",
      d.to_lng as "toLng", d.to_lat as "toLat", d.departed_at as "departedAt", d.arrived_at as "arrivedAt"
    from trip d join ticket t on t.id = d.ticket_id
    where d.arrived_at >= ${since}
    order by d.arrived_at desc
    limit ${mostTrips}`
  return rows.map(({ boardId, district, fromLng, fromLat, toLng, toLat, departedAt, arrivedAt }) => ({
    boardId,
    district,
    meters: distanceMeters({ lng: fromLng, lat: fromLat }, { lng: toLng, lat: toLat }),
    seconds: (arrivedAt - departedAt) / 1_000,
  }))
}
