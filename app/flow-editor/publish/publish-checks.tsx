import { useTranslation } from 'react-i18next'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { Icon } from '../../ui/icon.tsx'
import { Check, CircleAlert, TriangleAlert } from '../../ui/icons.ts'
import { partsOf, problemText } from '../problem-text.ts'
import { useFlowWords } from '../use-flow-words.ts'

type PublishChecksProps = {
  problems: readonly Problem[]
  /** What would be published: names come from there. */
  graph: FlowGraph
  chosen: number
  isWhole: boolean
  onGoTo: (nodeId: string) => void
}

/** Whether what is chosen makes a flow, and everything that keeps it from being one; each leads to its node. */
export function PublishChecks({ problems, graph, chosen, isWhole, onGoTo }: PublishChecksProps) {
  const { t, i18n } = useTranslation('flowVersions')
  const words = useFlowWords()
  const parts = partsOf(graph)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  return (
    <section className="pchecks" aria-label={t('publish.checks')}>
      <h3>{t('publish.checks')}</h3>
      {chosen === 0 ? (
        <p className="pcheck warn">
          <Icon of={TriangleAlert} size={14} />
          {t('publish.nothingChosen')}
        </p>
      ) : errors > 0 ? (
        <p className="pcheck bad">
          <Icon of={CircleAlert} size={14} />
          {t('publish.errors', { count: errors })}
        </p>
      ) : (
        <p className="pcheck">
          <Icon of={Check} size={14} className="good" />
          {isWhole ? t('publish.soundAll') : t('publish.sound', { count: chosen })}
        </p>
      )}
      {warnings > 0 ? (
        <p className="pcheck">
          <Icon of={TriangleAlert} size={14} className="warn" />
          {t('publish.warnings', { count: warnings })}
        </p>
      ) : null}
      <ul>
        {problems.map((problem) => {
          const { subject, text } = problemText(i18n, words, parts, problem)
          const nodeId =
            problem.nodeId ?? (problem.edgeId === undefined ? undefined : graph.edges[problem.edgeId]?.source)
          const sentence = (
            <>
              <Icon
                of={problem.severity === 'error' ? CircleAlert : TriangleAlert}
                size={14}
                className={problem.severity === 'error' ? 'bad' : 'warn'}
              />
              <span>
                <b>{subject}</b> {text}
              </span>
            </>
          )
          return (
            <li key={problem.id}>
              {nodeId === undefined ? (
                <span className="pproblem">{sentence}</span>
              ) : (
                <button type="button" className="pproblem" onClick={() => onGoTo(nodeId)}>
                  {sentence}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
