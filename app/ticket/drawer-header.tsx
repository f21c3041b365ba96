import { Ellipsis, Pin, PinOff, X } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import { requireNode } from '#domain/flow/flow.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { PriorityGlyph } from '../board/priority-glyph.tsx'
import { useLocale } from '../i18n/i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'

type DrawerHeaderProps = {
  ticket: Ticket
  state: BoardClientState
  menu: readonly MenuEntry[]
  /** Undefined: there is no assignment to pin, or no right to. */
  onTogglePin: (() => void) | undefined
  onClose: () => void
}

export function DrawerHeader({ ticket, state, menu, onTogglePin, onClose }: DrawerHeaderProps) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const { customer, assignment } = ticket
  const pinned = assignment?.pinned ?? false
  const isWaiting = state.pending.some(({ ticketIds }) => ticketIds.includes(ticket.id))
  const others = state.colleagues.filter(({ openTicketId }) => openTicketId === ticket.id)
  return (
    <header className="drawer-head">
      <div className="ticket-row">
        <i className="dot" data-stage={ticket.stage} />
        <span className="drawer-stage">
          {requireNode(flowOf(state.flows, ticket), ticket.nodeId).name[locale]}
        </span>
        <span className="muted num">{ticket.number || t('untitledNumber')}</span>
        {isWaiting ? <Badge tone="warn">{t('waiting')}</Badge> : null}
        <span className="grow" />
        {others.map(({ connectionId, name }) => (
          <span key={connectionId} title={t('openWith', { name })}>
            <Avatar name={name} size="small" />
          </span>
        ))}
        {onTogglePin ? (
          <IconButton
            label={pinned ? t('unpin') : t('pin')}
            icon={pinned ? PinOff : Pin}
            hotkey="P"
            aria-pressed={pinned}
            onClick={onTogglePin}
          />
        ) : null}
        <Menu
          label={t('more')}
          align="end"
          entries={menu}
          trigger={<IconButton label={t('more')} icon={Ellipsis} />}
        />
        <IconButton label={t('close')} icon={X} hotkey="Esc" onClick={onClose} />
      </div>
      <h2 tabIndex={-1}>
        <PriorityGlyph priority={ticket.priority} />
        <span>{ticket.title}</span>
      </h2>
      <p className="drawer-who">
        {customer ? <span>{t('contact', { name: customer.name })}</span> : null}
        {customer && customer.phoneMasked !== '' ? <span className="num">{customer.phoneMasked}</span> : null}
        <span>{ticket.address || ticket.district}</span>
      </p>
    </header>
  )
}
