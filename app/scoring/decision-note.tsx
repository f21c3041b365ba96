import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Engineer } from '#domain/engineer.ts'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import { decisionText } from './decision-text.ts'
import { formatPoints } from './points.ts'
import { ScoreLines } from './score-lines.tsx'
import './scoring.css'

type DecisionNoteProps = { record: DecisionRecord; engineers: ReadonlyMap<string, Engineer> }

/** Beside an assignment of the past: what the engine had advised, and on demand the scores as they were then. */
export function DecisionNote({ record, engineers }: DecisionNoteProps) {
  const { t, i18n } = useTranslation(['scoring', 'ticket'])
  const [open, setOpen] = useState(false)
  const { recommended, chosenEngineerId, policy, eligibleCount, reason } = record
  const name = (id: string) => engineers.get(id)?.name ?? t('ticket:someEngineer')
  const [first] = recommended
  const chosen = recommended.find(({ engineerId }) => engineerId === chosenEngineerId)
  const compared = [...new Set([first, chosen])].filter((one) => one !== undefined)
  return (
    <div className="decision">
      <button
        type="button"
        className="decision-text num"
        aria-expanded={open}
        title={t('decision.show')}
        onClick={() => setOpen(!open)}
      >
        {decisionText(i18n, record, name)}
      </button>
      {reason === null ? null : <p>{t('decision.reason', { reason })}</p>}
      {open ? (
        <div className="decision-scores">
          <p className="muted num">
            {t('decision.policy', { policy: policy.name, number: policy.number, count: eligibleCount })}
          </p>
          {compared.map((one) => (
            <div key={one.engineerId}>
              <div className="ticket-row">
                <b className="grow">{name(one.engineerId)}</b>
                <b className="num">{formatPoints(one.score.total)}</b>
              </div>
              <ScoreLines recommended={one} votes={undefined} />
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}
