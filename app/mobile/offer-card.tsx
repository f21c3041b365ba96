import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { EngineerOffer } from '#domain/engineer-offers.ts'
import type { OfferAnswer } from '#realtime/client/offer-client.ts'
import { useClock } from '../board/board-clock.tsx'
import { formatClock } from '../board/format-clock.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'

type OfferCardProps = {
  offer: EngineerOffer
  timeZone: string
  busy: boolean
  disabled: boolean
  onAnswer: (answer: OfferAnswer) => void
}

export function OfferCard({ offer, timeZone, busy, disabled, onAnswer }: OfferCardProps) {
  const { t } = useTranslation(['mobile', 'board'])
  const locale = useLocale()
  const { expiresAt, windowFrom, windowTo } = offer
  const time = (at: number) => formatTime(locale, at, timeZone)
  // Most addresses begin with their district.
  const where = offer.address === '' ? offer.district : offer.address
  const skills = offer.requiredSkills.map(({ skill, level }) => `${skill} L${level}`)
  return (
    <article role="listitem" className={clsx('phone-card', expiresAt !== null && 'asked')}>
      <div className="phone-row">
        <span className="num">{offer.number}</span>
        <span>{t(`board:priority.p${offer.priority}`)}</span>
        <span className="grow" />
        {expiresAt === null ? null : <TimeLeft expiresAt={expiresAt} />}
      </div>
      <h3>{offer.title}</h3>
      {where === null ? null : <p>{where}</p>}
      <p className="num">
        {windowFrom !== null && windowTo !== null
          ? t('mobile:window', { from: time(windowFrom), to: time(windowTo) })
          : t('mobile:due', { time: time(offer.dueAt) })}
        {skills.length > 0 ? ` · ${skills.join(' · ')}` : null}
      </p>
      <div className="phone-actions">
        {expiresAt === null ? (
          <Button look="primary" busy={busy} disabled={disabled} onClick={() => onAnswer('claim')}>
            {t('mobile:claim')}
          </Button>
        ) : (
          <>
            <Button busy={busy} disabled={disabled} onClick={() => onAnswer('decline')}>
              {t('mobile:decline')}
            </Button>
            <Button look="primary" busy={busy} disabled={disabled} onClick={() => onAnswer('accept')}>
              {t('mobile:accept')}
            </Button>
          </>
        )}
      </div>
    </article>
  )
}

function TimeLeft({ expiresAt }: { expiresAt: number }) {
  const { t } = useTranslation('mobile')
  const left = useClock((now) => formatClock(expiresAt - now))
  return (
    <b className="phone-left num" aria-label={t('left', { time: left })}>
      {left}
    </b>
  )
}
