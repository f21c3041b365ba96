import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { exchangeRates, type TypicalCase } from '#domain/scoring/exchange-rates.ts'
import { ruleNames, type Policy, type PolicyFlaw } from '#domain/scoring/policy.ts'
import type { PolicyPreview } from '#domain/scoring/policy-preview.ts'
import type { RejectionName } from '#domain/rejection.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Lock } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { Switch } from '../ui/switch.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { FlawNote } from './flaw-note.tsx'
import { NumberField } from './number-field.tsx'

/** Where no ticket has told yet what is usual. */
const usual: TypicalCase = {
  meters: 5_000,
  capacity: 6,
  values: { rating: 4.5, load: 50, slack: 30, familiarity: 0, fairness: 100 },
}

export function ExchangeRates({ policy, preview }: Pick<EditProps, 'policy' | 'preview'>) {
  const { t } = useTranslation('policy')
  const at = preview?.typical ?? usual
  const rates = exchangeRates(policy, at, preview?.bands ?? defaultTravelBands)
  return (
    <section>
      <header className="policy-head">
        <h2>{t('rates.title')}</h2>
        <span className="grow" />
        <span className="muted">{t('rates.by')}</span>
      </header>
      <ul className="rates">
        {rates.map(({ objective, amount, kilometers }) => (
          <li key={objective}>
            <span>{t(`rates.${objective}`, { amount })}</span>
            <span className="muted">=</span>
            <b className="num" title={kilometers === null ? t('rates.flat') : undefined}>
              {kilometers === null ? '—' : t('rates.kilometers', { km: kilometers.toFixed(1) })}
            </b>
          </li>
        ))}
      </ul>
      <p className="policy-hint">{t('rates.typical', { km: (at.meters / 1_000).toFixed(1) })}</p>
    </section>
  )
}

/** The rules that bind people too: shown, so that nobody looks for them, and locked. */
const bindingRules = [
  { rule: 'skills', rejection: 'skill-missing' },
  { rule: 'certificates', rejection: 'certificate-expired' },
  { rule: 'shift', rejection: 'off-shift' },
  { rule: 'capacity', rejection: 'at-capacity' },
] as const

const rejectionOf = {
  wishes: 'customer-wish',
  region: 'outside-region',
  'max-travel': 'travel-too-long',
  'in-time': 'arrives-late',
} as const

type EditProps = {
  policy: Policy
  flaw: PolicyFlaw | undefined
  preview: PolicyPreview | null
  onChange: (change: Partial<Policy>) => void
}

export function RuleList({ policy, flaw, preview, onChange }: EditProps) {
  const { t } = useTranslation('policy')
  const locale = useLocale()
  const count = (rejection: RejectionName) =>
    preview ? (preview.excludedBy[rejection] ?? 0).toLocaleString(locale) : ''
  return (
    <section>
      <header className="policy-head">
        <h2>{t('rules.title')}</h2>
        <span className="policy-count num">{bindingRules.length + ruleNames.length}</span>
        <span className="grow" />
        {preview ? (
          <span className="muted">{t('rules.counted', { count: preview.tickets.length })}</span>
        ) : null}
      </header>
      <ul className="rules">
        {bindingRules.map(({ rule, rejection }) => (
          <li key={rule}>
            <Tooltip text={t('rules.locked')}>
              <span className="rule-lock" role="img" aria-label={t('rules.locked')}>
                <Icon of={Lock} size={14} />
              </span>
            </Tooltip>
            <span className="grow">{t(`rules.${rule}`)}</span>
            <span className="num">{count(rejection)}</span>
          </li>
        ))}
        {ruleNames.map((rule) => (
          <li key={rule} data-off={!policy.rules[rule] || undefined}>
            <Switch
              label={t(`rules.${rule}`)}
              checked={policy.rules[rule]}
              onChange={(on) => onChange({ rules: { ...policy.rules, [rule]: on } })}
            />
            <span className="grow">{t(`rules.${rule}`)}</span>
            <span className="num">{count(rejectionOf[rule])}</span>
          </li>
        ))}
      </ul>
      <NumberRow
        label={t('rules.maxTravel')}
        value={policy.maxTravelMinutes}
        field="maxTravelMinutes"
        flaw={flaw}
        onChange={(maxTravelMinutes) => onChange({ maxTravelMinutes })}
      />
    </section>
  )
}

export function AutomaticDispatch({ policy, flaw, preview, onChange }: EditProps) {
  const { t } = useTranslation('policy')
  const { automatic, ratingPrior } = policy
  return (
    <>
      <section>
        <header className="policy-head">
          <h2>{t('automatic.title')}</h2>
        </header>
        <NumberRow
          label={t('automatic.floor')}
          value={automatic.floor}
          field="floor"
          flaw={flaw}
          onChange={(floor) => onChange({ automatic: { ...automatic, floor } })}
        />
        <NumberRow
          label={t('automatic.lead')}
          value={automatic.lead}
          field="lead"
          flaw={flaw}
          onChange={(lead) => onChange({ automatic: { ...automatic, lead } })}
        />
        <p className="policy-hint">
          {preview && preview.tickets.length > 0
            ? t('automatic.text', { count: preview.tickets.length, alone: preview.after.alone })
            : t('automatic.textNone')}
        </p>
      </section>
      <section>
        <header className="policy-head">
          <h2>{t('rating.title')}</h2>
        </header>
        <NumberRow
          label={t('rating.stars')}
          value={ratingPrior.stars}
          field="priorStars"
          flaw={flaw}
          onChange={(stars) => onChange({ ratingPrior: { ...ratingPrior, stars } })}
        />
        <NumberRow
          label={t('rating.votes')}
          value={ratingPrior.votes}
          field="priorVotes"
          flaw={flaw}
          onChange={(votes) => onChange({ ratingPrior: { ...ratingPrior, votes } })}
        />
        <p className="policy-hint">{t('rating.text')}</p>
      </section>
    </>
  )
}

type NumberRowProps = {
  label: string
  value: number
  field: Extract<PolicyFlaw, { name: 'number-out-of-range' }>['field']
  flaw: PolicyFlaw | undefined
  onChange: (value: number) => void
}

function NumberRow({ label, value, field, flaw, onChange }: NumberRowProps) {
  const errorId = useId()
  const own = flaw?.name === 'number-out-of-range' && flaw.field === field ? flaw : undefined
  return (
    <>
      <div className="number-row">
        <span aria-hidden="true">{label}</span>
        <NumberField
          label={label}
          value={value}
          invalid={own !== undefined}
          errorId={errorId}
          onChange={onChange}
        />
      </div>
      {own ? <FlawNote flaw={own} id={errorId} /> : null}
    </>
  )
}
