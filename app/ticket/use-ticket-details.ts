import { useCallback, useEffect, useState } from 'react'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

export type DetailsState =
  | { state: 'loading' }
  | { state: 'ready'; details: TicketDetails }
  /** `details`: what was read before, if anything was. */
  | { state: 'failed'; details: TicketDetails | null }

/**
 * Notes, history, customer and asset of a ticket, read again whenever the confirmed ticket has changed. What was read
 * before stays on the screen meanwhile. A ticket that the server does not know yet (`undefined`) is not asked for.
 */
export function useTicketDetails(ticket: Ticket | undefined) {
  const [shown, setShown] = useState<DetailsState>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const boardId = ticket?.boardId
  const ticketId = ticket?.id
  const revision = ticket && `${ticket.version}/${ticket.noteCount}`

  useEffect(() => {
    if (boardId === undefined || ticketId === undefined) return
    const abort = new AbortController()
    fetchTicketDetails(boardId, ticketId, abort.signal).then(
      (details) => setShown({ state: 'ready', details }),
      () => {
        if (!abort.signal.aborted) setShown((before) => ({ state: 'failed', details: detailsOf(before) }))
      },
    )
    return () => abort.abort()
  }, [boardId, ticketId, revision, attempt])

  return { shown, retry: useCallback(() => setAttempt((count) => count + 1), []) }
}

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
