import clsx from 'clsx'
import { Clock, Hourglass, OctagonAlert, TriangleAlert, type LucideIcon } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { SlaLevel } from '#domain/sla/sla-state.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { slaState } from '#domain/sla/sla-state.ts'
import { formatCountdown, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { useClock } from './board-clock.tsx'

/** Each level has a shape of its own, so that colour is never the only sign. */
export const slaIcons: Record<SlaLevel, LucideIcon> = {
  'on-track': Clock,
  'at-risk': Hourglass,
  critical: TriangleAlert,
  breached: OctagonAlert,
}

export const useSlaLevel = (ticket: Ticket): SlaLevel => useClock((now) => slaState(ticket, now).level)

/** The countdown in the corner of a card; a closed ticket tells whether it made it instead. */
export function SlaMark({ ticket, timeZone }: { ticket: Ticket; timeZone: string }) {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const level = useSlaLevel(ticket)
  const text = useClock((now) => formatCountdown(locale, ticket.dueAt, ticket.closedAt ?? now))
  const due = t('sla.due', { time: formatTime(locale, ticket.dueAt, timeZone, 'date-time') })
  const closedInTime = ticket.closedAt !== null && level === 'on-track'
  return (
    <span className={clsx('countdown', level)} title={`${t(`sla.${level}`)} · ${due}`}>
      <Icon of={slaIcons[level]} size={12} />
      <VisuallyHidden>{t(`sla.${level}`)}</VisuallyHidden>
      <span className="num">{closedInTime ? t('sla.inTime') : text}</span>
    </span>
  )
}
