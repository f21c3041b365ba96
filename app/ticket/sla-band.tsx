import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { localTime, type Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { useClock } from '../board/board-clock.tsx'
import { slaIcons, useSlaLevel } from '../board/sla-mark.tsx'
import { formatCountdown, formatSpan, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Icon } from '../ui/icon.tsx'

/** How much time is left, until when, and how much of the allowance is gone. */
export function SlaBand({ ticket, timeZone }: { ticket: Ticket; timeZone: string }) {
  const { t } = useTranslation(['ticket', 'board'])
  const locale = useLocale()
  const level = useSlaLevel(ticket)
  const { createdAt, dueAt, closedAt } = ticket
  const countdown = useClock((now) => formatCountdown(locale, dueAt, closedAt ?? now))
  const usedPercent = useClock((now) => Math.round(100 * shareUsed(ticket, closedAt ?? now)))
  const dueToday = useClock((now) => localTime(dueAt, timeZone).date === localTime(now, timeZone).date)
  const exact = formatTime(locale, dueAt, timeZone, 'date-time')
  return (
    <section className={clsx('sla-band', level)} aria-label={t(`board:sla.${level}`)}>
      <div className="ticket-row">
        <b className="sla-big num" title={t(`board:sla.${level}`)}>
          <Icon of={slaIcons[level]} size={18} />
          {closedAt === null ? countdown : t(level === 'breached' ? 'closedLate' : 'closedInTime')}
        </b>
        <span className="grow" />
        <span className="num" title={exact}>
          {t('dueBy', { time: dueToday ? formatTime(locale, dueAt, timeZone) : exact })}
        </span>
        {/* What comes from another system may have been late before it was reported. */}
        {dueAt > createdAt ? (
          <span className="muted num">{t('allowance', { span: formatSpan(locale, dueAt - createdAt) })}</span>
        ) : null}
      </div>
      <div className="sla-used">
        <i style={{ width: `${usedPercent}%` }} />
      </div>
    </section>
  )
}

const shareUsed = ({ createdAt, dueAt }: Ticket, now: Instant): number =>
  dueAt <= createdAt ? 1 : Math.min(1, Math.max(0, (now - createdAt) / (dueAt - createdAt)))
