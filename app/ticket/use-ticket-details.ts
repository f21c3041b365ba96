import { useCallback, useEffect, useState } from 'react'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

export type DetailsState =
  | { state: 'loading' }
  | { state: 'ready'; details: TicketDetails }
  /** `details`: what was read before, if anything was. */
  | { state: 'failed'; details: TicketDetails | null }

const loading: DetailsState = { state: 'loading' }

/**
 * Notes, history, customer and asset of a ticket, read again whenever the confirmed ticket has changed. What was read
 * before stays on the screen meanwhile, but never as another ticket's. A ticket that the server does not know yet
 * (`undefined`) is not asked for.
 */
export function useTicketDetails(ticket: Ticket | undefined) {
  const [read, setRead] = useState<{ ticketId: string; shown: DetailsState } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const boardId = ticket?.boardId
  const ticketId = ticket?.id
  const revision = ticket && `${ticket.version}/${ticket.noteCount}`

  useEffect(() => {
    if (boardId === undefined || ticketId === undefined) return
    const abort = new AbortController()
    fetchTicketDetails(boardId, ticketId, abort.signal).then(
      (details) => setRead({ ticketId, shown: { state: 'ready', details } }),
      () => {
        if (abort.signal.aborted) return
        setRead((before) => ({
          ticketId,
          shown: { state: 'failed', details: detailsOf(shownOf(before, ticketId)) },
        }))
      },
    )
    return () => abort.abort()
  }, [boardId, ticketId, revision, attempt])

  return { shown: shownOf(read, ticketId), retry: useCallback(() => setAttempt((count) => count + 1), []) }
}

const shownOf = (
  read: { ticketId: string; shown: DetailsState } | null,
  ticketId: string | undefined,
): DetailsState => (read && read.ticketId === ticketId ? read.shown : loading)

export const detailsOf = (shown: DetailsState): TicketDetails | null =>
  shown.state === 'loading' ? null : shown.details

/** @throws when they cannot be read. */
export async function fetchTicketDetails(
  boardId: string,
  ticketId: string,
  signal: AbortSignal | null = null,
): Promise<TicketDetails> {
  const url = `/boards/${boardId}/tickets/${ticketId}/details`
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as TicketDetails
}
