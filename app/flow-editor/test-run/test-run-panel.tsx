import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { formatTime } from '../../i18n/format.ts'
import { flowRefusalSentence } from '../../i18n/flow-problem-sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { RotateCcw, Undo2, X } from '../../ui/icons.ts'
import type { GraphBinding } from '../graph-binding.ts'
import { problemText } from '../problem-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { sampleFields } from './sample.ts'
import { SampleForm } from './sample-form.tsx'
import { effectText, inputText, type RunWords } from './step-text.ts'
import { lastStep, nextTimer, type TestRun } from './test-run.ts'
import { TokenCard } from './token-card.tsx'
import type { TestRunState } from './use-test-run.ts'

type TestRunPanelProps = {
  test: TestRunState
  binding: GraphBinding
  onGoTo: (nodeId: string) => void
  onGoToProblem: (problem: Problem) => void
  onClose: () => void
}

/** A sample ticket on the draft, taken on by hand: where it stands, who would be asked, and what would be sent. */
export function TestRunPanel({ test, binding, onGoTo, onGoToProblem, onClose }: TestRunPanelProps) {
  const { t, i18n } = useTranslation('flowRun')
  const words = useRunWords()
  const { run, sample, refusal, problems, isStale } = test
  const first = useRef<HTMLElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    first.current?.focus()
    // Closed, it leaves the focus nowhere; it goes back to where one came from.
    return () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  useEffect(() => {
    const panel = first.current
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key === 'Escape' && !(target instanceof HTMLInputElement)) onClose()
    }
    panel?.addEventListener('keydown', onKey)
    return () => panel?.removeEventListener('keydown', onKey)
  }, [onClose])
  const next = run ? nextTimer(run) : undefined
  const step = run ? lastStep(run) : undefined
  const fieldName = (field: string) => starterFields.get(field)?.name[words.locale] ?? field
  return (
    <aside ref={first} tabIndex={-1} className="finspector frun" aria-label={t('title')}>
      <header>
        <h2>{t('title')}</h2>
        <IconButton
          label={t('back')}
          icon={Undo2}
          disabled={!run || run.steps.length < 2}
          onClick={test.back}
        />
        <IconButton label={t('restart')} icon={RotateCcw} onClick={test.start} />
        <IconButton label={t('close')} icon={X} onClick={onClose} />
      </header>
      {isStale ? (
        <Banner tone="info" action={<Button onClick={test.start}>{t('restart')}</Button>}>
          {t('stale')}
        </Banner>
      ) : null}
      {refusal ? <Banner tone="bad">{flowRefusalSentence(i18n, refusal, fieldName)}</Banner> : null}
      {run && step ? (
        <>
          <section className="fsection">
            <h3>
              <span>{t('now')}</span>
              <span className="grow" />
              <span className="muted num">{t('clock', { time: words.clock(step.at) })}</span>
            </h3>
            {step.state.status === 'running' ? null : (
              <p role="status">{t(step.state.status === 'finished' ? 'over' : 'cancelled')}</p>
            )}
            {step.state.tokens.map((token) => (
              <TokenCard
                key={token.id}
                version={run.version}
                state={step.state}
                token={token}
                words={words}
                onGoTo={onGoTo}
                onAct={test.act}
              />
            ))}
            <div className="frun-acts">
              {step.holderId === null && step.state.status === 'running' ? (
                <Button onClick={() => test.act({ kind: 'hand-over' })}>{t('found')}</Button>
              ) : null}
              <Button disabled={!next} onClick={test.jump}>
                {next ? t('jump', { time: words.clock(next.at) }) : t('noDeadline')}
              </Button>
            </div>
          </section>
          <RunLog run={run} words={words} />
        </>
      ) : (
        <section className="fsection frun-before">
          <p className="fsection-hint">{t('about')}</p>
          {problems.length > 0 ? (
            <>
              <p>{t('blocked')}</p>
              <ul>
                {problems.map((problem) => {
                  const { subject, text } = problemText(i18n, words, binding, problem)
                  return (
                    <li key={problem.id}>
                      <button type="button" className="link" onClick={() => onGoToProblem(problem)}>
                        {subject}
                      </button>{' '}
                      {text}
                    </li>
                  )
                })}
              </ul>
            </>
          ) : null}
          <Button look="primary" onClick={test.start}>
            {t('start')}
          </Button>
        </section>
      )}
      <section className="fsection">
        <h3>{t('sample')}</h3>
        <SampleForm
          fields={starterFields}
          shown={sampleFields(run?.version ?? noVersion, starterFields)}
          sample={sample}
          onChange={test.setSample}
        />
      </section>
    </aside>
  )
}

const noVersion = { nodes: {} }

/** The last that happened comes first: it is what one has just asked for. */
function RunLog({ run, words }: { run: TestRun; words: RunWords }) {
  const { t } = useTranslation('flowRun')
  return (
    <section className="fsection">
      <h3>{t('log')}</h3>
      <ol>
        {run.steps
          .map((step, index) => (
            <li key={`${index} ${step.at}`}>
              <b>{inputText(words, run, index)}</b>
              {step.effects.map((effect, number) => {
                const text = effectText(words, run.version, effect)
                return text === undefined ? null : <span key={`${number} ${effect.kind}`}>{text}</span>
              })}
            </li>
          ))
          .reverse()}
      </ol>
    </section>
  )
}

function useRunWords(): RunWords {
  const { t } = useTranslation('flowRun')
  const words = useFlowWords()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return { ...words, run: t, clock: (at) => formatTime(words.locale, at, timeZone, 'date-time') }
}
