import { useTranslation } from 'react-i18next'
import type { Reversal } from '#domain/scoring/compare.ts'
import type { PreviewedTicket } from '#domain/scoring/policy-preview.ts'
import type { RawValue } from '#domain/scoring/raw-values.ts'

const shownParts = 5

/** Why the draft prefers another engineer for one ticket: the points that make the difference, and what would turn it round. */
export function PreviewWhy({ ticket, inForce }: { ticket: PreviewedTicket; inForce: string }) {
  const { t } = useTranslation('policy')
  const { number, before, after, reason } = ticket
  if (!after) return <p className="preview-why policy-hint">{t('why.nobody')}</p>
  if (!before)
    return <p className="preview-why policy-hint">{t('why.newcomer', { engineer: after.engineer })}</p>
  const former = before.engineer
  const parts = reason?.difference.parts ?? []
  const most = Math.max(1, ...parts.map(({ points }) => Math.abs(points)))
  return (
    <section className="preview-why">
      <header>
        <h3>{t('why.title', { number, engineer: after.engineer })}</h3>
        {reason ? (
          <span className="num muted">
            {after.score.toFixed(1)} : {(after.score - reason.difference.total).toFixed(1)}
          </span>
        ) : null}
      </header>
      {reason ? (
        <ul className="num">
          {parts.slice(0, shownParts).map(({ objective, points }) => (
            <li key={objective}>
              <span>
                {t(`why.${objective}`, {
                  first: shown(reason.raw[objective]?.first),
                  former: shown(reason.raw[objective]?.former),
                })}
              </span>
              <i
                className={points < 0 ? 'bad' : 'good'}
                style={{ width: `${(Math.abs(points) / most) * 100}%` }}
              />
              <b className={points < 0 ? 'bad' : 'good'}>
                {points < 0 ? '−' : '+'}
                {Math.abs(points).toFixed(1)}
              </b>
            </li>
          ))}
        </ul>
      ) : (
        <p className="policy-hint">{t('why.gone', { engineer: former })}</p>
      )}
      {reason ? (
        <p className="policy-hint">
          {reason.reversal ? (
            <Turn reversal={reason.reversal} engineer={after.engineer} former={former} />
          ) : null}{' '}
          {reason.formerLead !== null && reason.formerLead > 0
            ? t('why.leads', { version: inForce, former, points: reason.formerLead.toFixed(1) })
            : null}
        </p>
      ) : null}
    </section>
  )
}

function Turn({ reversal, engineer, former }: { reversal: Reversal; engineer: string; former: string }) {
  const { t } = useTranslation('policy')
  switch (reversal.change) {
    case 'load':
      return t('why.reverse-load', { count: reversal.ticketsMore, engineer, former })
    case 'travel':
      return t('why.reverse-travel', { minutes: reversal.minutesMore, engineer, former })
    case 'weight':
      return t('why.reverse-weight', {
        objective: t(`objective.${reversal.objective}.name`),
        to: reversal.to,
        former,
      })
  }
}

/** Whole from ten on; below, a tenth may be what makes the difference. */
function shown(raw: RawValue | undefined): string {
  if (raw?.kind !== 'value') return '—'
  return Math.abs(raw.value) >= 10 ? String(Math.round(raw.value)) : String(Math.round(raw.value * 10) / 10)
}
