import { Ban, Link2, LocateFixed, RotateCcw, UserRound } from '#app/ui/icons.ts'
import type { i18n } from 'i18next'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardPermissions } from '../board/board-props.ts'
import type { MenuEntry } from '../ui/menu.tsx'

type DrawerActions = {
  assign: () => void
  locate: () => void
  copyLink: () => void
  reopen: () => void
  cancel: () => void
}

/** What can be done with the ticket besides what the drawer shows as buttons. */
export function drawerMenu(
  { t }: i18n,
  ticket: Ticket,
  permissions: BoardPermissions,
  actions: DrawerActions,
): MenuEntry[] {
  const open = isOpen(ticket)
  const entries: (MenuEntry | false)[] = [
    permissions.dispatch &&
      open && {
        kind: 'action',
        id: 'assign',
        label: ticket.assignment ? t('ticket:reassignTo') : t('ticket:assignTo'),
        icon: UserRound,
        hotkey: 'A',
        disabled: ticket.assignment?.pinned ?? false,
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
            onSelect: actions.cancel,
          },
        ] as const)
      : []),
  ]
  return entries.filter((entry) => entry !== false)
}
