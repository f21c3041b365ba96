import type { Feature, FeatureCollection, LineString, MultiLineString, Point } from 'geojson'
import type { LngLat } from '#geo/coordinate.ts'
import { iconKey, type PillTone, type PinMode, type RingFrame } from './icon-key.ts'
import type {
  EngineerStatus,
  MapEngineer,
  MapItem,
  MapPosition,
  MapSla,
  MapTicket,
  MapView,
  Positions,
} from './map-view.ts'

/** A position older than this is shown with its age and fades. */
const STALE_AFTER_SECONDS = 120
const FADED = 0.42

const slaRank: Record<MapSla, number> = { none: 0, 'on-track': 0, 'at-risk': 1, critical: 2, breached: 3 }

type PinProperties = { id: string; icon: string; slaRank: number; sortKey: number }
/** A pin that is drawn over the map, not by it. */
export type FocusPin = LngLat & { id: string; icon: string; halo: boolean }

type EngineerProperties = {
  id: string
  icon: string
  status: EngineerStatus
  opacity: number
  faded: boolean
  /** 0, or higher for the few that are drawn over the others. */
  rank: number
  headingIcon?: string
  heading?: number
  label?: string
  pill?: string
  tone?: PillTone
}

/** Pins to be clustered. The tickets in hands are left out: `focusPins` has them, and their clusters count without them. */
export function ticketFeatures(view: MapView): Feature<Point, PinProperties>[] {
  const inHands = ticketsInHands(view)
  return visibleTickets(view)
    .filter(({ id }) => !inHands.has(id))
    .map((ticket) =>
      point(ticket, {
        id: ticket.id,
        icon: pinIcon(ticket, ticket.quiet ? 'quiet' : 'normal'),
        slaRank: slaRank[ticket.sla],
        sortKey: ticket.quiet ? -1 : slaRank[ticket.sla],
      }),
    )
}

const ticketsInHands = ({ dragging, ghosts }: MapView): ReadonlySet<string> =>
  new Set([...(dragging ? [dragging.ticketId] : []), ...ghosts.map(({ ticketId }) => ticketId)])

/** "Only unhandled": what nobody holds and somebody must still give away. */
export function visibleTickets(view: MapView): readonly MapTicket[] {
  if (!view.onlyUnhandled) return view.tickets
  return view.tickets.filter(
    ({ assigneeId, stage }) => assigneeId === null && (stage === 'intake' || stage === 'to-dispatch'),
  )
}

/** Pins that must be seen whatever the clusters hide: selected, under the pointer, in a hand. The last is on top. */
export function focusPins(view: MapView): FocusPin[] {
  const inHands = ticketsInHands(view)
  const wanted = new Set([...view.selectedTicketIds, ...inHands])
  if (view.hoveredTicketId) wanted.add(view.hoveredTicketId)
  if (wanted.size === 0) return []
  const pins = view.tickets
    .filter(({ id }) => wanted.has(id))
    .map((ticket): FocusPin => ({
      id: ticket.id,
      lng: ticket.lng,
      lat: ticket.lat,
      icon: pinIcon(ticket, inHands.has(ticket.id) ? 'held' : 'normal'),
      halo: !inHands.has(ticket.id),
    }))
  const isHovered = ({ id }: FocusPin) => Number(id === view.hoveredTicketId)
  return pins.sort((a, b) => isHovered(a) - isHovered(b))
}

export function heatFeatures(view: MapView): FeatureCollection<Point, { weight: number }> {
  if (!view.heat) return collection([])
  return collection(
    visibleTickets(view)
      .filter(({ heatWeight }) => heatWeight > 0)
      .map((ticket) => point(ticket, { weight: Math.min(1, ticket.heatWeight) })),
  )
}

/** Engineers with a known position; the others have no place on a map. */
export function engineerFeatures(
  view: Pick<MapView, 'engineers' | 'dragging' | 'selectedEngineerId'>,
  positions: Positions,
  formatAge: (ageSeconds: number) => string,
): Feature<Point, EngineerProperties>[] {
  return view.engineers.flatMap((engineer) => {
    const position = positions.get(engineer.id)
    if (!position) return []
    return [point(position, engineerProperties(view, engineer, position, formatAge))]
  })
}

function engineerProperties(
  view: Pick<MapView, 'dragging' | 'selectedEngineerId'>,
  engineer: MapEngineer,
  position: MapPosition,
  formatAge: (ageSeconds: number) => string,
): EngineerProperties {
  const { id, status, initials } = engineer
  const stale = position.ageSeconds > STALE_AFTER_SECONDS
  const frame = frameOf(view, engineer)
  const label = labelOf(engineer, frame, stale ? formatAge(position.ageSeconds) : null)
  const faded = frame === 'none' && (stale || status === 'offline' || engineer.label?.tone === 'refused')
  return {
    id,
    icon: iconKey({
      kind: 'ring',
      status,
      loadTwentieths: loadTwentieths(engineer),
      dotted: stale || status === 'offline',
      frame,
      initials,
    }),
    status,
    opacity: faded ? FADED : 1,
    faded,
    rank: rankOfFrame[frame],
    ...(position.headingDegrees !== null &&
      status !== 'offline' && {
        heading: position.headingDegrees,
        headingIcon: iconKey({ kind: 'heading', status }),
      }),
    ...(label && { label: label.text, tone: label.tone, pill: iconKey({ kind: 'pill', tone: label.tone }) }),
  }
}

const rankOfFrame: Record<RingFrame, number> = { none: 0, accent: 1, target: 2 }

function frameOf(
  view: Pick<MapView, 'dragging' | 'selectedEngineerId'>,
  { id, label }: MapEngineer,
): RingFrame {
  if (view.dragging?.overEngineerId === id && label?.tone !== 'refused') return 'target'
  return label?.tone === 'best' || view.selectedEngineerId === id ? 'accent' : 'none'
}

/** During a drag the label of the drag wins over the age of the position. */
function labelOf(
  { label }: MapEngineer,
  frame: RingFrame,
  age: string | null,
): { text: string; tone: PillTone } | null {
  if (label) {
    if (frame === 'target') return { text: label.text, tone: 'target' }
    return { text: label.text, tone: label.tone === 'refused' ? 'plain' : label.tone }
  }
  return age === null ? null : { text: age, tone: 'plain' }
}

/** Steps of 5 % keep the number of different rings small; any load is at least one step, so that it is seen. */
function loadTwentieths({ load, capacity }: MapEngineer): number {
  if (load <= 0) return 0
  if (capacity <= 0) return 20
  return Math.max(1, Math.min(20, Math.round((load / capacity) * 20)))
}

/** More lines than these are a tangle that nobody can follow to its end. */
const MOST_LINES = 60

type LineProperties = { id: string }

/**
 * One feature per engineer, with a line to each ticket held: when an engineer moves, one feature changes. Nothing where
 * there are too many; those of what is looked at come by `focusLines`.
 */
export function holdingLines(
  view: Pick<MapView, 'tickets' | 'engineers' | 'onlyUnhandled'>,
  positions: Positions,
): Feature<MultiLineString, LineProperties>[] {
  if (view.onlyUnhandled) return []
  const held = new Map<string, LngLat[]>()
  let lines = 0
  for (const ticket of view.tickets) {
    if (ticket.assigneeId === null || ticket.stage === 'closed') continue
    lines += 1
    if (lines > MOST_LINES) return []
    const places = held.get(ticket.assigneeId)
    if (places) places.push(ticket)
    else held.set(ticket.assigneeId, [ticket])
  }
  return view.engineers.flatMap(({ id }) => {
    const position = positions.get(id)
    const places = held.get(id)
    if (!position || !places) return []
    const coordinates = places.map((place) => [pair(position), pair(place)])
    return [
      { type: 'Feature', properties: { id }, geometry: { type: 'MultiLineString', coordinates } } as const,
    ]
  })
}

export type FocusLine = { engineer: LngLat; ticket: MapTicket }

/** Who holds what, of the engineers and tickets that are selected or under the pointer; nothing where that is too much. */
export function focusLines(view: MapView, hovered: MapItem | null, positions: Positions): FocusLine[] {
  const { selectedTicketIds, selectedEngineerId, hoveredTicketId } = view
  const isAsked = ({ id, assigneeId }: MapTicket) =>
    selectedTicketIds.has(id) ||
    hoveredTicketId === id ||
    selectedEngineerId === assigneeId ||
    hovered?.id === (hovered?.kind === 'ticket' ? id : assigneeId)
  const lines = view.tickets.flatMap((ticket) => {
    const engineer = ticket.assigneeId === null ? undefined : positions.get(ticket.assigneeId)
    return engineer && isAsked(ticket) ? [{ engineer, ticket }] : []
  })
  return lines.length > MOST_LINES ? [] : lines
}

/** From the ticket in hand to the engineers that stand out, the one under the pointer drawn thicker. */
export function dragLines(
  view: MapView,
  positions: Positions,
): FeatureCollection<LineString, { target: boolean }> {
  const { dragging } = view
  const ticket = dragging && view.tickets.find(({ id }) => id === dragging.ticketId)
  if (!ticket) return { type: 'FeatureCollection', features: [] }
  return {
    type: 'FeatureCollection',
    features: view.engineers.flatMap((engineer) => {
      const position = positions.get(engineer.id)
      const target = frameOf(view, engineer) === 'target'
      if (!position || !(target || engineer.label?.tone === 'best')) return []
      const coordinates = [pair(ticket), pair(position)]
      return [
        { type: 'Feature', properties: { target }, geometry: { type: 'LineString', coordinates } } as const,
      ]
    }),
  }
}

/** Where the view should go when it is asked to: to the plan that is looked at, else to what is selected. */
export function placesLookedAt(
  { planned, tickets, selectedTicketIds, selectedEngineerId }: MapView,
  positions: Positions,
): LngLat[] {
  const ticketIds = planned.length > 0 ? new Set(planned.map(({ ticketId }) => ticketId)) : selectedTicketIds
  const engineerIds =
    planned.length > 0
      ? new Set(planned.map(({ engineerId }) => engineerId))
      : selectedEngineerId === null
        ? []
        : [selectedEngineerId]
  return [
    ...tickets.filter(({ id }) => ticketIds.has(id)),
    ...[...engineerIds].flatMap((id) => positions.get(id) ?? []),
  ]
}

type PlanLineLook = 'lit' | 'ticked' | 'pale'

/** From each engineer to the tickets that a plan gives them: one feature per engineer and look, so that few change. */
export function planLines(
  { planned, tickets }: Pick<MapView, 'planned' | 'tickets'>,
  positions: Positions,
): Feature<MultiLineString, LineProperties & { look: PlanLineLook }>[] {
  if (planned.length === 0) return []
  const places = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const lines = new Map<string, { look: PlanLineLook; coordinates: [number, number][][] }>()
  for (const { ticketId, engineerId, ticked, lit } of planned) {
    const [from, to] = [positions.get(engineerId), places.get(ticketId)]
    if (!from || !to) continue
    const look = lit ? 'lit' : ticked ? 'ticked' : 'pale'
    const id = `${engineerId} ${look}`
    const known = lines.get(id) ?? { look, coordinates: [] }
    known.coordinates.push([pair(from), pair(to)])
    lines.set(id, known)
  }
  return [...lines].map(([id, { look, coordinates }]) => ({
    type: 'Feature',
    properties: { id, look },
    geometry: { type: 'MultiLineString', coordinates },
  }))
}

export function placeFeature(place: LngLat | null): FeatureCollection<Point, object> {
  return collection(place ? [point(place, {})] : [])
}

function pinIcon({ stage, priority, sla }: MapTicket, mode: PinMode): string {
  // A hollow pin shows neither glyph nor outline; leaving them out of the name makes all hollow pins one image.
  if (mode === 'held') return iconKey({ kind: 'pin', stage: 'to-dispatch', priority: 4, sla: 'none', mode })
  return iconKey({ kind: 'pin', stage, priority, sla, mode })
}

function point<P>(place: LngLat, properties: P): Feature<Point, P> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: pair(place) } }
}

function pair({ lng, lat }: LngLat): [number, number] {
  return [lng, lat]
}

function collection<P>(features: Feature<Point, P>[]): FeatureCollection<Point, P> {
  return { type: 'FeatureCollection', features }
}
