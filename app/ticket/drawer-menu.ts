import { Ban, Link2, LocateFixed, RotateCcw, UserRound } from '#app/ui/icons.ts'
import type { i18n } from 'i18next'
import type { Rejection } from '#domain/rejection.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { BoardPermissions } from '../board/board-props.ts'
import type { Gesture } from '../board/gesture-to-command.ts'
import { cancelling, findAssignObstacle, findObstacle } from '../board/gesture-obstacle.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import type { MenuEntry } from '../ui/menu.tsx'

type DrawerFacts = { client: BoardClient; state: BoardClientState; permissions: BoardPermissions }

type DrawerActions = {
  assign: () => void
  locate: () => void
  copyLink: () => void
  reopen: () => void
  cancel: () => void
}

/** What can be done with the ticket besides what the drawer shows as buttons. */
export function drawerMenu(
  i18n: i18n,
  ticket: Ticket,
  { client, state, permissions }: DrawerFacts,
  actions: DrawerActions,
): MenuEntry[] {
  const { t } = i18n
  const open = isOpen(ticket)
  const unless = (obstacle: Rejection | null) =>
    obstacle ? { disabled: true, note: rejectionSentence(i18n, obstacle) } : {}
  const obstacleOf = (gesture: Gesture) => findObstacle(gesture, [ticket], state, client.findRefusal)
  const entries: (MenuEntry | false)[] = [
    permissions.dispatch &&
      open && {
        kind: 'action',
        id: 'assign',
        label: ticket.assignment ? t('ticket:reassignTo') : t('ticket:assignTo'),
        icon: UserRound,
        hotkey: 'A',
        ...unless(findAssignObstacle([ticket], state)),
        onSelect: actions.assign,
      },
    { kind: 'action', id: 'locate', label: t('ticket:locate'), icon: LocateFixed, onSelect: actions.locate },
    { kind: 'action', id: 'link', label: t('ticket:copyLink'), icon: Link2, onSelect: actions.copyLink },
    permissions.reopen &&
      !open && {
        kind: 'action',
        id: 'reopen',
        label: t('ticket:reopen'),
        icon: RotateCcw,
        ...unless(obstacleOf({ kind: 'reopen' })),
        onSelect: actions.reopen,
      },
    ...(permissions.cancel && open
      ? ([
          { kind: 'line', id: 'before-cancel' },
          {
            kind: 'action',
            id: 'cancel',
            label: t('ticket:cancelTicket'),
            icon: Ban,
            danger: true,
            ...unless(obstacleOf(cancelling)),
            onSelect: actions.cancel,
          },
        ] as const)
      : []),
  ]
  return entries.filter((entry) => entry !== false)
}
