import { useCallback } from 'react'
import { isOpen } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { adviceOf, useAdvice } from '../scoring/use-advice.ts'
import { withAdvice } from './advised-targets.ts'
import type { DropTarget } from './drop-targets.ts'
import { findAssignObstacle } from './gesture-obstacle.ts'

type AdviceFacts = {
  client: BoardClient | null
  state: BoardClientState
  mayDispatch: boolean
  /** In the drawer: asked again and again. */
  openTicketId: string | null
  /** In the air, or "to whom?": asked once. Several at once are nobody's question. */
  inHandIds: readonly string[]
}

/** What the engine says of the ticket in the drawer and of the ticket in hand. */
export function useBoardAdvice({ client, state, mayDispatch, openTicketId, inHandIds }: AdviceFacts) {
  const mayBeGiven = (ticketId: string | null): ticketId is string => {
    const ticket = ticketId === null ? undefined : state.shown.get(ticketId)
    return mayDispatch && ticket !== undefined && isOpen(ticket) && !findAssignObstacle([ticket], state)
  }
  const opened = useAdvice({
    client,
    state,
    ticketId: mayBeGiven(openTicketId) ? openTicketId : null,
    follow: true,
  })
  const onlyId = inHandIds.length === 1 ? (inHandIds[0] ?? null) : null
  const held = useAdvice({
    client,
    state,
    // What is open in the drawer has been asked already.
    ticketId: mayBeGiven(onlyId) && onlyId !== openTicketId ? onlyId : null,
    follow: false,
  })
  const openAdvice = adviceOf(opened.shown)
  const inHand = onlyId !== null && onlyId === openTicketId ? openAdvice : adviceOf(held.shown)

  /** Targets for these tickets, by score where the engine has answered for them, else as they were. */
  const advise = useCallback(
    (targets: readonly DropTarget[], ticketIds: readonly string[]): readonly DropTarget[] =>
      inHand && ticketIds.length === 1 && ticketIds[0] === inHand.ticketId
        ? withAdvice(targets, inHand)
        : targets,
    [inHand],
  )
  return { opened, openAdvice, advise }
}
