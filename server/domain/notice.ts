import type { BilingualText } from './flow/flow.ts'
import type { Instant } from './instant.ts'

/** A message in the application, as its reader sees it, with number and title of the ticket. */
export type Notice = {
  id: string
  boardId: string
  ticketId: string
  number: string
  title: string
  text: BilingualText
  at: Instant
  isRead: boolean
}
