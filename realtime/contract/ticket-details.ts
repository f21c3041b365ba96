import type { ActorRef, Role } from '#domain/actor.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import type { Stage } from '#domain/stage.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardEvent } from './board-event.ts'

/** Another ticket of the same board. */
export type TicketLink = { ticketId: string; number: string; title: string; stage: Stage }

/** `blocksClosing`: while it is open, the ticket that opened it cannot be closed. */
export type SubTicketLink = TicketLink & { blocksClosing: boolean }

/** To whom work on the ticket can be handed beside the engineers of the board. */
export type OfficePerson = { id: string; name: string; role: Role }

/** What the drawer shows besides the ticket itself; read when it is opened and again after each event of the ticket. */
export type TicketDetails = {
  /** Null on the standard process. */
  stand: TicketStand | null
  /** Those who work on the board from the office; none on the standard process. */
  office: readonly OfficePerson[]
  /** The ticket whose flow has opened this one. */
  parent: TicketLink | null
  /** Those that the flow of this one has opened, oldest first. */
  subTickets: readonly SubTicketLink[]
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

/** What an engineer has to do, on their phone, the most pressing first. `stand`: null on the standard process. */
export type OwnWork = {
  work: readonly { ticket: Ticket; stand: TicketStand | null }[]
  office: readonly OfficePerson[]
}
