import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { StandingPlace, StepWay } from '#domain/decide/describe-stand.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { useClock } from '../board/board-clock.tsx'
import { formatCountdown, formatSpan } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { wayKey, wayText, type StepAct } from './step-act.ts'
import { useWaitsFor } from './use-waits-for.ts'

type FlowPlaceProps = {
  place: StandingPlace
  office: TicketDetails['office']
  engineers: BoardClientState['engineers']
  /** A step is on its way, or what stands here is being read again. */
  busy: boolean
  onTake: (way: StepWay) => void
  onAct: (kind: Exclude<StepAct['kind'], 'fill'>) => void
  /** What is filled in before it goes on. */
  children: ReactNode
}

/** One place where the ticket stands: since when, until when, on whom it waits, and every way on that is the reader's. */
export function FlowPlace({ place, office, engineers, busy, onTake, onAct, children }: FlowPlaceProps) {
  const { t, i18n } = useTranslation('ticket')
  const locale = useLocale()
  const { name, since, dueAt, ways, back, mayTransfer, mayClose } = place
  const stood = useClock((now) => formatSpan(locale, Math.max(0, now - since)))
  const left = useClock((now) => (dueAt === null ? '' : formatCountdown(locale, dueAt, now)))
  const isLate = useClock((now) => dueAt !== null && dueAt < now)
  const who = useWaitsFor()(place, { office, engineers })
  return (
    <div className="flow-place" role="group" aria-label={name[locale]}>
      <p className="flow-where">
        <b>{name[locale]}</b>
        <span className="muted num">{t('flow.since', { span: stood })}</span>
        <span className="grow" />
        {left === '' ? null : (
          <span className={isLate ? 'num late' : 'num muted'}>{t('flow.left', { left })}</span>
        )}
      </p>
      <p className="muted">{who}</p>
      {children}
      <div className="flow-ways">
        {ways.map((way, index) => (
          <Button
            key={wayKey(way)}
            className="small"
            busy={busy}
            look={index === 0 ? 'primary' : 'plain'}
            onClick={() => onTake(way)}
          >
            {wayText(i18n, way)}
          </Button>
        ))}
        {back.length > 0 ? (
          <Button look="bare" className="small" busy={busy} onClick={() => onAct('return')}>
            {t('flow.back')}
          </Button>
        ) : null}
        {mayTransfer ? (
          <Button look="bare" className="small" busy={busy} onClick={() => onAct('transfer')}>
            {t('flow.transfer')}
          </Button>
        ) : null}
        {mayClose ? (
          <Button look="bare" className="small" busy={busy} onClick={() => onAct('close')}>
            {t('flow.close')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
