import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { Recommended } from '#domain/scoring/advice.ts'
import { formatMinutes, formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { formatPoints } from './points.ts'
import { ScoreBar } from './score-bar.tsx'
import { ScoreLines } from './score-lines.tsx'

type RecommendedRowProps = {
  recommended: Recommended
  /** From 1. */
  place: number
  name: string
  votes: number | undefined
  timeZone: string
  /** The engineer who holds the ticket. */
  heldBy: string | null
  open: boolean
  onToggle: () => void
  /** By pointer or by focus. */
  onPoint: (isPointed: boolean) => void
  onChoose: () => void
}

export function RecommendedRow(props: RecommendedRowProps) {
  const { recommended, place, name, votes, timeZone, heldBy, open, onToggle, onPoint, onChoose } = props
  const { t } = useTranslation(['scoring', 'ticket'])
  const locale = useLocale()
  const { score, travel, arrivesAt, engineerId } = recommended
  const holdsIt = heldBy === engineerId
  const takesKey = place === 1 && heldBy === null
  const button = (
    <Button
      look={place === 1 ? 'primary' : 'plain'}
      className="small"
      aria-keyshortcuts={takesKey ? 'A' : undefined}
      onClick={onChoose}
    >
      {heldBy === null ? t('ticket:assign') : t('ticket:reassign')}
    </Button>
  )
  return (
    <li
      className={clsx('recommended', open && 'open')}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <div className="ticket-row">
        <span className="place num">{place}</span>
        <button
          type="button"
          className="recommended-name"
          aria-expanded={open}
          title={t('linesOf', { engineer: name })}
          onClick={onToggle}
        >
          <b>{name}</b>
          <span className="muted num">{formatMinutes(locale, travel.seconds / 60)}</span>
          <span className="muted num">{t('arrives', { time: formatTime(locale, arrivesAt, timeZone) })}</span>
        </button>
        <b className="score num" aria-label={t('scored', { score: formatPoints(score.total) })}>
          {formatPoints(score.total)}
        </b>
        {holdsIt ? (
          <span className="holds-it muted">{t('holdsIt')}</span>
        ) : takesKey ? (
          <Tooltip text={t('ticket:assign')} hotkey="A">
            {button}
          </Tooltip>
        ) : (
          button
        )}
      </div>
      {open ? <ScoreLines recommended={recommended} votes={votes} /> : <ScoreBar score={score} />}
    </li>
  )
}
