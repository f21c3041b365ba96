import clsx from 'clsx'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { ChevronDown, ChevronUp, CircleAlert, TriangleAlert } from '../ui/icons.ts'
import type { GraphBinding } from './graph-binding.ts'
import { mendOf, type Mend } from './mends.ts'
import { problemText } from './problem-text.ts'
import { useFlowWords } from './use-flow-words.ts'

type ProblemPanelProps = {
  problems: readonly Problem[]
  binding: GraphBinding
  readOnly: boolean
  onGoTo: (problem: Problem) => void
  onMend: (mend: Mend) => void
  /** Stands before the problems, and how many lines that are. */
  lead: { count: number; lines: ReactNode }
  legend: ReactNode
}

/** What is wrong with the flow, errors first; each leads to its place, and is mended here where one press can. */
export function ProblemPanel({
  problems,
  binding,
  readOnly,
  onGoTo,
  onMend,
  lead,
  legend,
}: ProblemPanelProps) {
  const { t, i18n } = useTranslation('flow')
  const words = useFlowWords()
  const [open, setOpen] = useState(true)
  const sorted = [...problems].sort(
    (one, other) => Number(one.severity === 'warning') - Number(other.severity === 'warning'),
  )
  return (
    <section className={clsx('fdock', open && 'open')} aria-label={t('problems.title')}>
      <header>
        <h2>
          {t('problems.title')} <span className="fcount num">{problems.length + lead.count}</span>
        </h2>
        <span className="grow" />
        {legend}
        <IconButton
          label={open ? t('problems.hide') : t('problems.show')}
          icon={open ? ChevronDown : ChevronUp}
          side="top"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </header>
      {open ? (
        <ul>
          {lead.lines}
          {sorted.length + lead.count === 0 ? <li className="muted">{t('problems.none')}</li> : null}
          {sorted.map((problem) => {
            const { subject, text } = problemText(i18n, words, binding, problem)
            const mend = readOnly ? undefined : mendOf(problem)
            return (
              <li key={problem.id}>
                <button type="button" className="fproblem" onClick={() => onGoTo(problem)}>
                  <Icon
                    of={problem.severity === 'error' ? CircleAlert : TriangleAlert}
                    size={14}
                    className={problem.severity === 'error' ? 'bad' : 'warn'}
                  />
                  <span>
                    <b>{subject}</b> {text}
                  </span>
                </button>
                {mend ? (
                  <button type="button" className="link" onClick={() => onMend(mend)}>
                    {t(`problems.action.${mend.action}`)}
                  </button>
                ) : null}
              </li>
            )
          })}
        </ul>
      ) : null}
    </section>
  )
}
