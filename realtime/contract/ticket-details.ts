import type { ActorRef } from '#domain/actor.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import type { BoardEvent } from './board-event.ts'

/** What the drawer shows besides the ticket itself; read when it is opened and again after each event of the ticket. */
export type TicketDetails = {
  /** Null on the standard process. */
  stand: TicketStand | null
  /** Oldest first. */
  timeline: readonly BoardEvent[]
  /** Why each engineer got the ticket, oldest first; the assignment is the event that made this version. */
  decisions: readonly { ticketVersion: number; at: Instant; by: ActorRef; record: DecisionRecord }[]
  notes: readonly { noteId: string; text: string; by: string; at: Instant }[]
  customer: {
    id: string
    name: string
    /** Masked unless the reader's role may see it. */
    phone: string
    address: string
    openTickets: number
    allTickets: number
  } | null
  asset: { id: string; name: string; model: string; serial: string; installedOn: string | null } | null
}
