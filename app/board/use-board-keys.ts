import { useTranslation } from 'react-i18next'
import { showToast } from '../ui/toast.tsx'
import type { BoardLayout } from './board-layout.ts'
import { findNextCard } from './keyboard.ts'
import type { Board } from './use-board.ts'
import { useBoardHotkeys } from './use-board-hotkeys.ts'

export type ScreenActions = {
  create: () => void
  palette: () => void
  filter: () => void
  views: () => void
  help: () => void
  engineers: () => void
  layout: (layout: BoardLayout) => void
}

/** What each key does on this board: to the selected tickets, else to the one under the focus. */
export function useBoardKeys(board: Board, screen: ScreenActions): void {
  const { t } = useTranslation('board')
  const { selection, address, handledIds, permissions, act } = board
  const { focusedId } = selection
  const withTickets = (allowed: boolean, run: (ids: readonly string[]) => void) => () => {
    if (allowed && handledIds.length > 0) run(handledIds)
  }
  const openAtCard = ([first]: readonly string[], kind: 'move' | 'steps') => {
    if (first !== undefined) board.openMenu(first, placeOfMenu(first), kind)
  }
  useBoardHotkeys({
    ...screen,
    create: () => {
      if (permissions.create) screen.create()
    },
    arrow: (key, extend) => {
      const next = findNextCard(board.shownIds, focusedId, key)
      if (next === null) return
      board.hideQuickView()
      if (extend) {
        if (selection.ids.size === 0 && focusedId !== null) selection.only(focusedId)
        selection.extendTo(next)
      } else if (selection.ids.size <= 1) selection.only(next)
      selection.setFocusedId(next)
      board.setFocusRequest({ ticketId: next })
      // With the drawer open the arrows leaf through the tickets.
      if (!extend && address.openTicketId !== null) address.openTicket(next)
    },
    open: () => {
      if (focusedId !== null) address.openTicket(focusedId)
    },
    select: () => {
      if (focusedId !== null) selection.toggle(focusedId)
    },
    assign: withTickets(permissions.dispatch, board.assign),
    accept: withTickets(permissions.dispatch, board.accept),
    unassign: withTickets(permissions.dispatch, (ids) => act({ kind: 'unassign' }, ids)),
    pin: withTickets(permissions.dispatch, (ids) => act({ kind: 'toggle-pin' }, ids)),
    move: withTickets(permissions.move, (ids) => openAtCard(ids, 'move')),
    steps: withTickets(true, (ids) => {
      // Each stands on a step of its own: there is no list that would be right for all.
      if (ids.length > 1) showToast({ tone: 'info', text: t('menu.stepsOfOne', { count: ids.length }) })
      else openAtCard(ids, 'steps')
    }),
    undo: board.dispatch.undo,
    escape: () => {
      if (selection.ids.size > 1) selection.clear()
      else if (address.openTicketId !== null) address.openTicket(null)
      else selection.clear()
    },
  })
}

/** At its card; where no card is on the screen, as beside a map alone, in the middle. */
function placeOfMenu(ticketId: string): { x: number; y: number } {
  const card = document.querySelector(`[data-ticket-id="${ticketId}"]`)
  if (!card) return { x: window.innerWidth / 2, y: window.innerHeight / 3 }
  const { left, bottom } = card.getBoundingClientRect()
  return { x: left + 8, y: bottom + 2 }
}
