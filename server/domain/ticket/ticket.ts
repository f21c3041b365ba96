import type { LngLat } from '#geo/coordinate.ts'
import type { FlowRef } from '../flow/board-flows.ts'
import type { Instant } from '../instant.ts'
import type { SkillLevel } from '../skill.ts'
import type { Stage } from '../stage.ts'
import type { TicketOffer } from './offer.ts'

/** 1 is the most urgent. */
export type Priority = 1 | 2 | 3 | 4

export const ticketSources = ['phone', 'chat', 'qr', 'web', 'api', 'import'] as const
export type TicketSource = (typeof ticketSources)[number]

/** One engineer holds the ticket. A pinned assignment is not moved by the engine or by a bulk command. */
export type Assignment = { engineerId: string; assignedAt: Instant; pinned: boolean }

/** One service request as everybody on its board sees it. The customer's phone number is masked. */
export type Ticket = {
  id: string
  boardId: string
  /** Number by day, for example `1121-043`. */
  number: string
  /** The key in the system it came from; unique on the board. */
  externalId: string | null
  title: string
  description: string
  priority: Priority
  requiredSkills: readonly SkillLevel[]
  place: LngLat
  address: string
  district: string | null
  windowFrom: Instant | null
  windowTo: Instant | null
  createdAt: Instant
  dueAt: Instant
  closedAt: Instant | null
  /** The version that it runs on; null for the standard process. */
  flow: FlowRef | null
  nodeId: string
  stage: Stage
  stageSince: Instant
  source: TicketSource
  customer: { id: string; name: string; phoneMasked: string } | null
  asset: { id: string; name: string } | null
  assignment: Assignment | null
  /** Only while nobody holds it. */
  offer: TicketOffer | null
  noteCount: number
  /** Raised by one by every event of the ticket except a note. */
  version: number
  changedAt: Instant
  changedBy: string
}

export const isOpen = (ticket: Pick<Ticket, 'stage'>): boolean => ticket.stage !== 'closed'

/** For dispatch: nobody has it, and nobody is being asked. */
export const isWaiting = ({
  stage,
  assignment,
  offer,
}: Pick<Ticket, 'stage' | 'assignment' | 'offer'>): boolean =>
  stage === 'to-dispatch' && assignment === null && offer === null
