import type { Engineer } from '#domain/engineer.ts'
import type { Bounds, LngLat } from '#geo/coordinate.ts'
import type { Instant } from '#domain/instant.ts'
import type { Colleague } from '#contract/wire.ts'
import type { EngineerPosition } from '#realtime/client/engineer-positions.ts'
import { slaHeat, slaState } from '#domain/sla/sla-state.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { EngineerLabel, MapEngineer, MapGhost, MapPosition, MapTicket } from '../map/map-view.ts'
import type { DropTarget } from './drop-targets.ts'
import { engineerMark } from './engineer-mark.ts'
import { workOf, type EngineerWork } from './engineer-work.ts'

/** A position older than this is where somebody was, not where they are. */
const offlineAfterMs = 15 * 60_000

type TicketFacts = {
  now: Instant
  /** Tickets are in the air: those that are on track draw back. */
  dragging: boolean
  /** A small number per ticket that stays the same while the page is open. */
  refOf: (ticketId: string) => number
}

/** Open tickets as pins. */
export function mapTickets(tickets: Iterable<Ticket>, { now, dragging, refOf }: TicketFacts): MapTicket[] {
  const pins: MapTicket[] = []
  for (const ticket of tickets) {
    if (!isOpen(ticket)) continue
    const { level } = slaState(ticket, now)
    pins.push({
      id: ticket.id,
      ref: refOf(ticket.id),
      lng: ticket.place.lng,
      lat: ticket.place.lat,
      stage: ticket.stage,
      priority: ticket.priority,
      sla: level,
      assigneeId: ticket.assignment?.engineerId ?? null,
      quiet: dragging && level === 'on-track',
      heatWeight: slaHeat(ticket, now),
    })
  }
  return pins
}

type EngineerFacts = {
  work: ReadonlyMap<string, EngineerWork>
  isOffline: (engineerId: string) => boolean
  /** While tickets are in the air: what each engineer is as a target. */
  targets: ReadonlyMap<string, DropTarget> | null
  /** The few words under a marker. */
  describe: (target: DropTarget) => string
}

export function mapEngineers(
  engineers: Iterable<Engineer>,
  { work, isOffline, targets, describe }: EngineerFacts,
): MapEngineer[] {
  return [...engineers].map((engineer) => {
    const { load, activity } = workOf(work, engineer.id)
    const target = targets?.get(engineer.id)
    return {
      id: engineer.id,
      name: engineer.name,
      initials: engineerMark(engineer.name),
      load,
      capacity: engineer.capacity,
      status: isOffline(engineer.id) ? 'offline' : activity,
      ...(target ? { label: { text: describe(target), tone: toneOf(target) } } : {}),
    }
  })
}

function toneOf({ rejection, rank }: DropTarget): EngineerLabel['tone'] {
  if (rejection) return 'refused'
  return rank === null ? 'eligible' : 'best'
}

/** What the others have in their hands; a ticket in two hands is the first one's. */
export function mapGhosts(
  colleagues: Iterable<Pick<Colleague, 'name' | 'dragging'>>,
  tickets: ReadonlyMap<string, Pick<Ticket, 'number' | 'title'>>,
  engineers: ReadonlyMap<string, Pick<Engineer, 'name'>>,
): MapGhost[] {
  const ghosts = new Map<string, MapGhost>()
  for (const { name, dragging } of colleagues) {
    const ticket = dragging && tickets.get(dragging.ticketId)
    if (!ticket || ghosts.has(dragging.ticketId)) continue
    const { ticketId, overEngineerId } = dragging
    const over = overEngineerId === null ? undefined : engineers.get(overEngineerId)?.name
    const caption = `${ticket.number} ${ticket.title}${over === undefined ? '' : ` → ${over}`}`
    ghosts.set(ticketId, { ticketId, overEngineerId, by: name, caption })
  }
  return [...ghosts.values()]
}

/** Who has not reported counts as offline and stands at home. */
export const isOffline = (position: EngineerPosition | undefined, now: Instant): boolean =>
  position === undefined || now - position.at > offlineAfterMs

/** Where the markers stand: the last report, or home. */
export function mapPositions(
  engineers: Iterable<Engineer>,
  positions: ReadonlyMap<string, EngineerPosition>,
  now: Instant,
): ReadonlyMap<string, MapPosition> {
  const places = new Map<string, MapPosition>()
  for (const { id, home } of engineers) {
    const position = positions.get(id)
    places.set(
      id,
      position
        ? {
            lng: position.lng,
            lat: position.lat,
            headingDegrees: position.headingDegrees,
            ageSeconds: Math.max(0, (now - position.at) / 1000),
          }
        : { ...home, headingDegrees: null, ageSeconds: 0 },
    )
  }
  return places
}

/** What a map of about a thousand pixels shows at a zoom level: 512 px are 360° at level 0 (MapLibre's tile size). */
export function boundsAround({ lng, lat }: LngLat, zoom: number): Bounds {
  const halfLng = 360 / 2 ** zoom
  const halfLat = halfLng * Math.cos((lat * Math.PI) / 180)
  return { west: lng - halfLng, east: lng + halfLng, south: lat - halfLat, north: lat + halfLat }
}
