import { useId, useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Objective, ObjectiveName, Policy, PolicyFlaw } from '#domain/scoring/policy.ts'
import { ChevronDown } from '../ui/icons.ts'
import { IconButton } from '../ui/button.tsx'
import { CurveEditor } from './curve-editor.tsx'
import { shapeOf } from './curve-shape.ts'
import { CurveSpark } from './curve-spark.tsx'
import { FlawNote } from './flaw-note.tsx'
import { NumberField } from './number-field.tsx'

/** What the draft is held against: the version that runs on the chosen board. */
export type InForce = { label: string; policy: Policy }

type ObjectiveListProps = {
  policy: Policy
  flaw: PolicyFlaw | undefined
  inForce: InForce
  actual: Readonly<Partial<Record<ObjectiveName, readonly number[]>>>
  onChange: (objective: Objective) => void
}

export function ObjectiveList({ policy, flaw, inForce, actual, onChange }: ObjectiveListProps) {
  const { t } = useTranslation('policy')
  const [open, setOpen] = useState<ObjectiveName | null>('travel')
  const sum = policy.objectives.reduce((total, { weight }) => total + weight, 0)
  return (
    <>
      <header className="policy-head">
        <h2>{t('objectives.title')}</h2>
        <span className="policy-count num">{policy.objectives.length}</span>
        <span className="grow" />
        <span className="muted num">
          {t('objectives.sum', { sum: Number.isFinite(sum) ? Math.round(sum * 10) / 10 : '—' })}
        </span>
      </header>
      {flaw?.name === 'all-weights-zero' ? <FlawNote flaw={flaw} /> : null}
      <ul className="objectives">
        {policy.objectives.map((objective) => (
          <ObjectiveRow
            key={objective.name}
            objective={objective}
            flaw={flaw && 'objective' in flaw && flaw.objective === objective.name ? flaw : undefined}
            inForce={inForce}
            actual={actual[objective.name] ?? []}
            open={open === objective.name}
            onOpen={(next) => setOpen(next ? objective.name : null)}
            onChange={onChange}
          />
        ))}
      </ul>
      <p className="policy-formula">
        <span>{t('objectives.formula')}</span>
        <span>{t('objectives.missing')}</span>
      </p>
    </>
  )
}

type ObjectiveRowProps = {
  objective: Objective
  flaw: PolicyFlaw | undefined
  inForce: InForce
  actual: readonly number[]
  open: boolean
  onOpen: (open: boolean) => void
  onChange: (objective: Objective) => void
}

function ObjectiveRow({ objective, flaw, inForce, actual, open, onOpen, onChange }: ObjectiveRowProps) {
  const { t } = useTranslation('policy')
  const errorId = useId()
  const { name, weight, curve } = objective
  const title = t(`objective.${name}.name`)
  const former = inForce.policy.objectives.find((one) => one.name === name)
  const slider = Number.isFinite(weight) ? Math.max(0, Math.min(100, weight)) : 0
  const was = former && former.weight !== weight ? former.weight : null
  return (
    <li className="objective">
      <div className="objective-head">
        <span className="objective-name">
          <b>{title}</b>
          <small>{weight === 0 ? t('shape.off') : <Shape objective={objective} />}</small>
        </span>
        <span
          className="weight-slider"
          style={{ '--v': slider / 100, '--was': (was ?? 0) / 100 } as CSSProperties}
        >
          <input
            type="range"
            min={0}
            max={100}
            step={1}
            value={slider}
            aria-label={t('objectives.weightOf', { objective: title })}
            onChange={({ target }) => onChange({ ...objective, weight: Number(target.value) })}
          />
          {was === null ? null : <u aria-hidden="true" />}
        </span>
        <NumberField
          className="input num weight-field"
          label={t('objectives.weightOf', { objective: title })}
          value={weight}
          invalid={flaw?.name === 'weight-out-of-range'}
          errorId={errorId}
          onChange={(next) => onChange({ ...objective, weight: next })}
        />
        <span className="weight-was num">{was === null ? '' : t('objectives.was', { weight: was })}</span>
        {open ? <span className="curve-spark" /> : <CurveSpark curve={curve} />}
        <IconButton
          className="objective-open"
          label={t(open ? 'objectives.close' : 'objectives.open', { objective: title })}
          icon={ChevronDown}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        />
      </div>
      {flaw ? <FlawNote flaw={flaw} id={errorId} /> : null}
      {open ? (
        <CurveEditor
          objective={name}
          curve={curve}
          inForce={{ curve: former?.curve ?? curve, label: inForce.label }}
          actual={actual}
          onChange={(next) => onChange({ ...objective, curve: next })}
        />
      ) : null}
    </li>
  )
}

function Shape({ objective: { name, curve } }: { objective: Objective }) {
  const { t } = useTranslation('policy')
  const shape = shapeOf(curve)
  switch (shape.shape) {
    case 'flat':
      return t('shape.flat', { grade: shape.grade })
    case 'bends':
      return t('shape.bends', { from: shape.from, to: shape.to })
    case 'falls':
    case 'rises':
      return t(`shape.${shape.shape}`, {
        at: t(`objective.${name}.at`, { at: shape.at }),
        grade: shape.grade,
      })
  }
}
