import type { Instant } from '#domain/instant.ts'
import type { BoardEvent } from './board-event.ts'

/** What the drawer shows besides the ticket itself; read when it is opened and again after each event of the ticket. */
export type TicketDetails = {
  /** Oldest first. */
  timeline: readonly BoardEvent[]
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
