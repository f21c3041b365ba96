import { shiftMoment, type Engineer } from '#domain/engineer.ts'
import type { Instant } from '#domain/instant.ts'
import { findUnsuitability } from '#domain/suitability.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'

export type Candidates = {
  engineers: readonly Engineer[]
  openLoad: (engineerId: string) => number
  placeOf: (engineer: Engineer) => LngLat
  timeZone: string
}

/** A ticket in the hands counts like a detour: of two who are about as near, the one with less work goes. */
const metersPerTicket = 2_500

/** The nearest engineer who may be given the ticket by the rules that the commands decide by. */
export function findNearestSuitable(
  ticket: Pick<Ticket, 'requiredSkills' | 'place' | 'windowFrom'>,
  { engineers, openLoad, placeOf, timeZone }: Candidates,
  now: Instant,
): Engineer | undefined {
  const at = shiftMoment(now, ticket.windowFrom, timeZone)
  let nearest: { engineer: Engineer; cost: number } | undefined
  for (const engineer of engineers) {
    const load = openLoad(engineer.id)
    if (findUnsuitability(ticket, { engineer, openLoad: load, at })) continue
    const cost = distanceMeters(placeOf(engineer), ticket.place) + load * metersPerTicket
    if (!nearest || cost < nearest.cost) nearest = { engineer, cost }
  }
  return nearest?.engineer
}
