import { ChevronDown } from '#app/ui/icons.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Engineer } from '#domain/engineer.ts'
import type { Advice, Recommended } from '#domain/scoring/advice.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { Icon } from '../ui/icon.tsx'
import { aheadSentence, whyNotSentence } from './lead-sentence.ts'
import { OverrideReason } from './override-reason.tsx'
import { formatPoints } from './points.ts'
import { RecommendedRow } from './recommended-row.tsx'
import './scoring.css'

type RecommendationProps = {
  ticket: Ticket
  advice: Advice
  engineers: ReadonlyMap<string, Engineer>
  timeZone: string
  reason: string
  onReason: (reason: string) => void
  onChoose: (engineerId: string) => void
  /** A hand is on the list: it must not change under it. */
  onHold: (isHeld: boolean) => void
}

/** So many stand open to the eye; the others are folded into one line. */
const shownAtFirst = 3

/** Whom the engine would send, best first: what each score is made of, and by what the first is ahead. */
export function Recommendation(props: RecommendationProps) {
  const { ticket, advice, engineers, timeZone, reason, onReason, onChoose, onHold } = props
  const { t, i18n } = useTranslation(['scoring', 'ticket'])
  const [opened, setOpened] = useState<string | null>(null)
  const [allShown, setAllShown] = useState(false)
  const [pointedId, setPointedId] = useState<string | null>(null)
  const { recommended, eligibleCount, policy } = advice
  const [first] = recommended
  const name = (id: string) => engineers.get(id)?.name ?? t('ticket:someEngineer')
  const openId = opened ?? first?.engineerId
  const rest = recommended.slice(shownAtFirst)
  const why =
    pointedId === null || pointedId === first?.engineerId
      ? aheadSentence(i18n, advice, name)
      : whyNotSentence(i18n, pointedId, advice, name)
  const row = (one: Recommended, index: number) => (
    <RecommendedRow
      key={one.engineerId}
      recommended={one}
      place={index + 1}
      name={name(one.engineerId)}
      votes={engineers.get(one.engineerId)?.ratingCount}
      timeZone={timeZone}
      heldBy={ticket.assignment?.engineerId ?? null}
      open={openId === one.engineerId}
      onToggle={() => setOpened(openId === one.engineerId ? '' : one.engineerId)}
      onPoint={(isPointed) => setPointedId(isPointed ? one.engineerId : null)}
      onChoose={() => onChoose(one.engineerId)}
    />
  )
  return (
    <section
      className="drawer-part recommendation"
      aria-label={t('ticket:suggested')}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
    >
      <h3>
        {t('ticket:suggested')}
        <span className="muted num">
          {t('heading', {
            all: engineers.size,
            eligible: eligibleCount,
            policy: policy.name,
            number: policy.number,
          })}
        </span>
      </h3>
      {recommended.length === 0 ? <p className="muted">{t('ticket:nobodySuitable')}</p> : null}
      <ol>{recommended.slice(0, shownAtFirst).map(row)}</ol>
      {why === undefined ? null : <p className="lead-sentence num">{why}</p>}
      {rest.length > 0 ? (
        <>
          <button
            type="button"
            className="rest-row"
            aria-expanded={allShown}
            onClick={() => setAllShown(!allShown)}
          >
            {t('restEligible', { count: eligibleCount - shownAtFirst })}
            <span className="muted num">
              {rest.map(({ score }) => formatPoints(score.total)).join(' · ')}
            </span>
            <Icon of={ChevronDown} size={14} />
          </button>
          {allShown ? (
            <ol start={shownAtFirst + 1}>{rest.map((one, index) => row(one, index + shownAtFirst))}</ol>
          ) : null}
        </>
      ) : null}
      {recommended.length > 0 ? <OverrideReason reason={reason} onReason={onReason} /> : null}
    </section>
  )
}
