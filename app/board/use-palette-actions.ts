import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import type { PaletteAction } from '../ticket/palette-results.ts'
import { boardLayouts } from './board-layout.ts'
import { useLiveClient } from './board-context.tsx'
import { filterChips, noFilters } from './filters.ts'
import type { Gesture } from './gesture-to-command.ts'
import { cancelling, countWaiting, findAssignObstacle, findObstacle } from './gesture-obstacle.ts'
import type { SavedView } from './saved-view.ts'
import { useStepEntries } from './use-step-entries.ts'
import type { ScreenActions } from './use-board-keys.ts'
import type { Board } from './use-board.ts'
import { findTickets } from './use-dispatch.ts'

/** The nearest of those who can take it: one line each, by name. */
const nearestOffered = 3

type PaletteViews = { open: boolean; views: readonly SavedView[]; applyView: (view: SavedView) => void }

/** What can be done right now by name: to the tickets in hand first, then on the board. */
export function usePaletteActions(
  board: Board,
  state: BoardClientState,
  screen: ScreenActions,
  { open, views, applyView }: PaletteViews,
) {
  const { t } = useTranslation(['board', 'plan', 'ticket'])
  const client = useLiveClient()
  const { handledIds, permissions, act } = board
  const [onlyId] = open && handledIds.length === 1 ? handledIds : []
  const steps = useStepEntries({
    ticket: (onlyId !== undefined && state.shown.get(onlyId)) || null,
    state,
    onStep: board.askStep,
    onTaken: board.dispatch.tellStep,
  })
  // Ranking every engineer for a palette that nobody sees would be work for nothing.
  if (!open) return []
  const tickets = findTickets(state.shown, handledIds)
  const [first] = tickets
  const actions: PaletteAction[] = []
  const offer = (allowed: boolean, action: PaletteAction) => {
    if (allowed) actions.push(action)
  }
  if (first) {
    const subject = tickets.length === 1 ? first.number : t('board:toast.tickets', { count: tickets.length })
    const about = (words: string) => `${subject} · ${words}`
    const can = (gesture: Gesture) =>
      client !== null && findObstacle(gesture, tickets, state, client.findRefusal) === null
    const assignable = permissions.dispatch && findAssignObstacle(tickets, state) === null
    const fitting = assignable
      ? board.model.findTargets(handledIds).filter(({ rejection }) => rejection === null)
      : []
    for (const { engineer } of fitting.slice(0, nearestOffered))
      offer(true, {
        id: `assign ${engineer.id}`,
        label: t('ticket:palette.assign', { number: subject, engineer: engineer.name }),
        run: () => act({ kind: 'to-engineer', engineerId: engineer.id }, handledIds),
      })
    offer(assignable, {
      id: 'assign',
      label: about(t('board:menu.assign')),
      hotkey: 'A',
      run: () => board.askEngineer(handledIds),
    })
    offer(assignable && tickets.length > 1, {
      id: 'plan',
      label: about(t('plan:askChosen')),
      run: () => board.plan.ask(handledIds),
    })
    for (const step of steps)
      if (step.kind === 'action' && step.disabled !== true)
        offer(true, { id: `step ${step.id}`, label: about(step.label), run: step.onSelect })
    offer(permissions.dispatch && can({ kind: 'unassign' }), {
      id: 'unassign',
      label: about(t('board:menu.unassign')),
      hotkey: 'U',
      run: () => act({ kind: 'unassign' }, handledIds),
    })
    offer(permissions.cancel && can(cancelling), {
      id: 'cancel',
      label: about(t('board:menu.cancel')),
      run: () => board.dispatch.setQuestion({ kind: 'reason', ticketIds: handledIds }),
    })
    offer(permissions.reopen && can({ kind: 'reopen' }), {
      id: 'reopen',
      label: about(t('board:menu.reopen')),
      run: () => act({ kind: 'reopen' }, handledIds),
    })
  }
  const waiting = countWaiting(state.shown)
  offer(permissions.dispatch && waiting > 0, {
    id: 'plan all',
    label: t('plan:askAll', { count: waiting }),
    run: () => board.plan.ask('all'),
  })
  offer(permissions.create, { id: 'create', label: t('board:create'), hotkey: 'N', run: screen.create })
  offer(true, { id: 'undo', label: t('board:help.undo'), hotkey: 'Z', run: board.dispatch.undo })
  offer(true, { id: 'filter', label: t('board:filter.title'), hotkey: 'F', run: screen.filter })
  offer(filterChips(board.address.filters).length > 0, {
    id: 'unfilter',
    label: t('board:filter.clearAll'),
    run: () => board.address.setFilters(noFilters),
  })
  offer(true, { id: 'views', label: t('board:views.title'), hotkey: 'V', run: screen.views })
  for (const view of views)
    offer(true, {
      id: `view ${view.id}`,
      label: t('board:views.apply', { name: view.name }),
      run: () => applyView(view),
    })
  offer(true, { id: 'engineers', label: t('board:help.engineers'), hotkey: 'E', run: screen.engineers })
  for (const [index, layout] of boardLayouts.entries())
    offer(true, {
      id: `layout ${layout}`,
      label: `${t('board:layout.title')} · ${t(`board:layout.${layout}`)}`,
      hotkey: String(index + 1),
      run: () => screen.layout(layout),
    })
  offer(true, { id: 'help', label: t('board:help.title'), hotkey: '?', run: screen.help })
  return actions
}
