import { useTranslation } from 'react-i18next'
import type { Flow } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { formatDistance, formatSpan, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { useClock } from './board-clock.tsx'
import { cardFact } from './card-facts.ts'
import { SkillChip } from './skill-chip.tsx'
import { useDistanceLeft } from './use-distance-left.ts'

type CardFactTextProps = { ticket: Ticket; flow: Flow; timeZone: string }

/** See `cardFact`. */
export function CardFactText({ ticket, flow, timeZone }: CardFactTextProps) {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const fact = cardFact(ticket, flow, useDistanceLeft(ticket))
  switch (fact?.kind) {
    case undefined:
      return null
    case 'skill':
      return <SkillChip skill={fact.skill} more={fact.more} />
    case 'distance-left':
      return <span className="fact num">{formatDistance(locale, fact.meters)}</span>
    case 'since':
      return <Since since={fact.since} />
    case 'node':
      return (
        <span className="fact node" title={fact.name[locale]}>
          {fact.name[locale]}
        </span>
      )
    case 'closed-at':
      return (
        <span className="fact num">
          {t('card.closedAt', { time: formatTime(locale, fact.at, timeZone) })}
        </span>
      )
  }
}

function Since({ since }: { since: Instant }) {
  const { t } = useTranslation('board')
  const locale = useLocale()
  const span = useClock((now) => formatSpan(locale, Math.max(0, now - since)))
  return <span className="fact num">{t('card.since', { span })}</span>
}
