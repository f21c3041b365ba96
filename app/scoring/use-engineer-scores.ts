import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { createEngineerScoreBook, type EngineerScoreBook } from './engineer-score-book.ts'
import { subscribeToNothing } from '../ui/subscribe-to-nothing.ts'

const BookContext = createContext<EngineerScoreBook | null>(null)
export const EngineerScoreProvider = BookContext.Provider

/** @param heldId the engineer in the air, if whoever holds it may ask */
export function useEngineerScoreBook(
  client: BoardClient | null,
  heldId: string | null,
): EngineerScoreBook | null {
  const book = useMemo(() => client && createEngineerScoreBook(client.scoreEngineer), [client])
  useEffect(() => {
    book?.hold(heldId)
    return () => book?.hold(null)
  }, [book, heldId])
  return book
}

/** What the engine gives the engineer in the air for a ticket; null for no ticket, and while nothing is known. */
export function useScoreOf(book: EngineerScoreBook | null, ticketId: string | null): EngineerScore | null {
  useEffect(() => (ticketId === null ? undefined : book?.want(ticketId)), [book, ticketId])
  return useSyncExternalStore(
    book?.subscribe ?? subscribeToNothing,
    () => (ticketId === null ? null : (book?.find(ticketId) ?? null)),
    () => null,
  )
}

/** As `useScoreOf`, for a card; `isHeld` while an engineer is in the air at all. */
export function useHeldEngineerScore(ticketId: string): { isHeld: boolean; score: EngineerScore | null } {
  const book = useContext(BookContext)
  const isHeld = useSyncExternalStore(
    book?.subscribe ?? subscribeToNothing,
    () => book !== null && book.heldId() !== null,
    () => false,
  )
  return { isHeld, score: useScoreOf(book, isHeld ? ticketId : null) }
}
