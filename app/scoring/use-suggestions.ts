import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { showsSuggestions } from '#domain/scoring/engine-settings.ts'
import type { Suggestion } from '#domain/scoring/suggestion.ts'
import { isWaiting, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { createSuggestionBook, type SuggestionBook } from './suggestion-book.ts'
import { subscribeToNothing } from '../ui/subscribe-to-nothing.ts'

const BookContext = createContext<SuggestionBook | null>(null)
export const SuggestionProvider = BookContext.Provider

/** The board's suggestions, while its mode wants any and the board is live. */
export function useSuggestionBook(
  client: BoardClient | null,
  state: Pick<BoardClientState, 'board' | 'connection' | 'confirmed'>,
  mayDispatch: boolean,
): SuggestionBook | null {
  const { board, connection, confirmed } = state
  const book = useMemo(() => client && createSuggestionBook(client.suggest), [client])
  useEffect(() => () => book?.close(), [book])
  const isActive = mayDispatch && connection.state === 'live' && showsSuggestions(board.dispatchMode)
  useEffect(() => book?.setActive(isActive), [book, isActive])
  useEffect(() => book?.takeVersions((id) => confirmed.get(id)?.version), [book, confirmed])
  return book
}

/** Whom the engine would send; null where nobody waits for it, or nothing is known. */
export function useSuggestion(ticket: Ticket | undefined): Suggestion | null {
  const book = useContext(BookContext)
  const ticketId = ticket && isWaiting(ticket) ? ticket.id : null
  useEffect(() => (ticketId === null ? undefined : book?.want(ticketId)), [book, ticketId])
  return useSyncExternalStore(
    book?.subscribe ?? subscribeToNothing,
    () => (ticketId === null ? null : (book?.find(ticketId) ?? null)),
    () => null,
  )
}
