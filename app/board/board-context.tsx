import { createContext, useContext } from 'react'
import type { DispatchMode } from '#domain/scoring/engine-settings.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'

/** What a hand can do to a card. The functions never change, so that cards draw again only for their own sake. */
export type CardHand = {
  press: (ticketId: string, how: { additive: boolean; range: boolean }) => void
  openMenu: (ticketId: string, at: { x: number; y: number }) => void
  hover: (ticketId: string | null, card: HTMLElement | null) => void
  focus: (ticketId: string) => void
  dismissRefusal: (ticketId: string) => void
}

const CardHandContext = createContext<CardHand | null>(null)
export const CardHandProvider = CardHandContext.Provider

export function useCardHand(): CardHand {
  const hand = useContext(CardHandContext)
  if (!hand) throw new Error('a card outside the board')
  return hand
}

/** What changes so seldom that every card may know it without being told. */
type BoardFacts = { engineers: BoardClientState['engineers']; dispatchMode: DispatchMode }

const FactsContext = createContext<BoardFacts>({ engineers: new Map(), dispatchMode: 'off' })
export const BoardFactsProvider = FactsContext.Provider
export const useBoardFacts = (): BoardFacts => useContext(FactsContext)

const ClientContext = createContext<BoardClient | null>(null)
export const BoardClientProvider = ClientContext.Provider

/** Null on the server and until the page has come alive. */
export const useLiveClient = (): BoardClient | null => useContext(ClientContext)
