import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import { isWaiting, type Ticket } from '#domain/ticket/ticket.ts'
import { formatMinutes } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { formatPoints } from '../scoring/points.ts'
import { useHeldEngineerScore } from '../scoring/use-engineer-scores.ts'
import { reasonText } from '../ticket/reason-text.ts'
import { OfferMark } from './offer-mark.tsx'
import { SuggestedMark } from './suggested-mark.tsx'

/** Where the holder will stand: who is asked, whom the engine would send, or what it gives the engineer in the air. */
export function WaitingMark({ ticket }: { ticket: Ticket }) {
  if (ticket.offer) return <OfferMark offer={ticket.offer} />
  return isWaiting(ticket) ? <Mark ticket={ticket} /> : null
}

function Mark({ ticket }: { ticket: Ticket }) {
  const { isHeld, score } = useHeldEngineerScore(ticket.id)
  if (!isHeld) return <SuggestedMark ticket={ticket} />
  return score ? <HeldEngineerMark score={score} /> : null
}

function HeldEngineerMark({ score }: { score: EngineerScore }) {
  const { i18n } = useTranslation()
  const locale = useLocale()
  return (
    <span className={clsx('held-engineer-mark num', score.kind)}>
      {score.kind === 'against' ? (
        reasonText(i18n, score.rejection)
      ) : (
        <>
          <b>{formatPoints(score.recommended.score.total)}</b>{' '}
          {formatMinutes(locale, score.recommended.travel.seconds / 60)}
        </>
      )}
    </span>
  )
}
