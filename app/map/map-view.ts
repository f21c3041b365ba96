import type { SlaLevel } from '#domain/sla/sla-state.ts'
import type { Stage } from '#domain/stage.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import type { Bounds, LngLat } from '#geo/coordinate.ts'

/** `none` is for tickets without a running clock. */
export type MapSla = SlaLevel | 'none'

export type MapTicket = LngLat & {
  id: string
  ref: number
  stage: Stage
  priority: Priority
  sla: MapSla
  assigneeId: string | null
  /** Drawn small: it does not matter to what the dispatcher is doing now. */
  quiet: boolean
  /** 0..1, how much this ticket heats the risk layer. */
  heatWeight: number
}

export type EngineerStatus = 'idle' | 'en-route' | 'on-site' | 'offline'

/** `best` stands out, `eligible` is readable, `refused` says why and fades its engineer. */
export type EngineerLabel = { text: string; tone: 'eligible' | 'best' | 'refused' }

export type MapEngineer = {
  id: string
  name: string
  /** One or two characters. */
  initials: string
  /** Open tickets held, and how many may be held. */
  load: number
  capacity: number
  status: EngineerStatus
  label?: EngineerLabel
}

export type MapPosition = LngLat & { headingDegrees: number | null; ageSeconds: number }
export type Positions = ReadonlyMap<string, MapPosition>

/** A ticket in the hand of somebody else, and the engineer over whom they hold it. */
export type MapGhost = {
  ticketId: string
  overEngineerId: string | null
  by: string
  /** What is held, in one line. */
  caption: string
}

/** A ticket that a plan would give to an engineer. */
export type MapPlanned = {
  ticketId: string
  engineerId: string
  /** Whether it is to be carried out; those that are not are drawn pale. */
  ticked: boolean
  /** Looked at just now. */
  lit: boolean
}

/**
 * Everything the map shows except positions, which come more often and on their own way. Plain immutable data: the
 * adapter compares by reference and does nothing for a part that is the same object as before.
 */
export type MapView = {
  tickets: readonly MapTicket[]
  engineers: readonly MapEngineer[]
  selectedTicketIds: ReadonlySet<string>
  selectedEngineerId: string | null
  hoveredTicketId: string | null
  heat: boolean
  onlyUnhandled: boolean
  /** A ticket in somebody's hand, from the map or from a card, and the engineer under the pointer. */
  dragging: { ticketId: string; overEngineerId: string | null } | null
  /** What the others drag. */
  ghosts: readonly MapGhost[]
  /** What a plan proposes, while it is being looked at. */
  planned: readonly MapPlanned[]
  /** Set while a place is being picked: clicks go to `onPickPlace`, and the place picked so far is shown. */
  pick: { place: LngLat | null } | null
}

/** What can be hit, dragged and dropped on. */
export type MapItem = { kind: 'ticket'; id: string } | { kind: 'engineer'; id: string }

/** In CSS pixels of the browser window. */
export type ClientPoint = { x: number; y: number }

/** Why there is no map: no WebGL 2 in this browser, or the drawing context was lost and did not come back. */
export type MapFailure = 'webgl-missing' | 'webgl-lost'

export type MapHandlers = {
  onMapReady: () => void
  onUnavailable: (failure: MapFailure) => void
  onTicketClick: (id: string, how: { additive: boolean }) => void
  onEngineerClick: (id: string) => void
  /** A click on nothing. */
  onBackgroundClick: () => void
  onTicketHover: (id: string | null) => void
  onEngineerHover: (id: string | null, at: ClientPoint) => void
  onBoundsChange: (bounds: Bounds) => void
  /** Shift-drag: every ticket inside the box, those in clusters included. */
  onRegionSelect: (ids: string[]) => void
  onPickPlace: (place: LngLat) => void
  onDragStart: (item: MapItem, at: ClientPoint) => void
  onDragMove: (item: MapItem, over: MapItem | null, at: ClientPoint) => void
  onDrop: (item: MapItem, over: MapItem | null, at: ClientPoint) => void
  /** Esc, a lost pointer, or the item vanished in mid-drag. */
  onDragCancel: (item: MapItem) => void
}

export type MapOptions = {
  language: 'zh-CN' | 'en'
  /** "3 分钟前": shown under engineers whose position is older than two minutes. */
  formatAge: (ageSeconds: number) => string
  /** Spoken name of the map. */
  label: string
  /** The deployer's own MapLibre style; without it the offline one. */
  styleUrl: string | null
  /** What is in view at first. Without it, everything the first view holds. */
  initialBounds: Bounds | null
}

export type MapAdapter = {
  update: (view: MapView) => void
  setPositions: (positions: Positions) => void
  /** What is drawn at a client point, with 7 px of slop; null also while the map is loading. */
  hit: (at: ClientPoint) => MapItem | null
  zoomIn: () => void
  zoomOut: () => void
  /** The plan that is looked at, else the selection, else all there is. */
  fitToSelection: () => void
  flyTo: (place: LngLat) => void
  /** Pixels on the right that something covers (the drawer): flights aim beside it, and nothing moves now. */
  setCoveredRight: (pixels: number) => void
  destroy: () => void
}
