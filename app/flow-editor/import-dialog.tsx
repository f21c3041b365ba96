import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { partsOf, problemText } from './problem-text.ts'
import { useFlowWords } from './use-flow-words.ts'
import './flows.css'

type ImportDialogProps = {
  file: string
  graph: FlowGraph
  /** What is wrong with the flow in the file; it can be mended afterwards. */
  problems: readonly Problem[]
  onClose: () => void
  onAdd: () => void
  onReplace: () => void
}

const ways = ['add', 'replace'] as const
const mostShown = 5

/** What a file holds, and whether it comes beside what is drawn or in its place. */
export function ImportDialog({ file, graph, problems, onClose, onAdd, onReplace }: ImportDialogProps) {
  const { t, i18n } = useTranslation('flowVersions')
  const words = useFlowWords()
  const [way, setWay] = useState<(typeof ways)[number]>('add')
  const parts = partsOf(graph)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('file.title', { file })}
      description={t('file.holds', {
        nodes: Object.keys(graph.nodes).length,
        edges: Object.keys(graph.edges).length,
      })}
      actions={
        <>
          <Button onClick={onClose}>{t('file.cancel')}</Button>
          <Button look="primary" onClick={way === 'add' ? onAdd : onReplace}>
            {t('file.submit')}
          </Button>
        </>
      }
    >
      <fieldset className="starters">
        <legend>{t('file.how')}</legend>
        {ways.map((one) => (
          <div key={one} className="starter">
            <input
              type="radio"
              id={`import-${one}`}
              name="way"
              checked={way === one}
              onChange={() => setWay(one)}
            />
            <label htmlFor={`import-${one}`}>
              <b>{t(`file.${one}`)}</b>
              <small>{t(`file.${one}Text`)}</small>
            </label>
          </div>
        ))}
      </fieldset>
      {problems.length > 0 ? (
        <div className="import-problems">
          <p>{t('file.problems', { count: problems.length })}</p>
          <ul>
            {problems.slice(0, mostShown).map((problem) => {
              const { subject, text } = problemText(i18n, words, parts, problem)
              return (
                <li key={problem.id}>
                  <b>{subject}</b> {text}
                </li>
              )
            })}
            {problems.length > mostShown ? (
              <li>{t('file.more', { count: problems.length - mostShown })}</li>
            ) : null}
          </ul>
        </div>
      ) : null}
    </Dialog>
  )
}
