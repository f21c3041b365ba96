import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { GraphChange } from '#domain/flow-graph/difference.ts'
import type { BothGraphs } from '../../i18n/graph-change-sentence.ts'
import { changeRowWords } from '../publish/change-row-words.ts'
import { rowsOf } from '../publish/change-rows.ts'

type DifferenceListProps = {
  changes: readonly GraphChange[]
  graphs: BothGraphs
  onGoTo?: (nodeId: string) => void
}

/** Differences in words; each leads to its place where there is one. */
export function DifferenceList({ changes, graphs, onGoTo }: DifferenceListProps) {
  const { t, i18n } = useTranslation('flowVersions')
  const rows = rowsOf(changes.map((change) => ({ change, authors: [], changedAt: null, needs: [] })))
  return (
    <ul className="vdiff">
      {rows.map((row) => {
        const { nodeId } = row
        const words = (
          <>
            <span className={clsx('vkind', row.kind)}>{t(`row.${row.kind}`)}</span>
            <span>{changeRowWords(i18n, row, graphs)}</span>
          </>
        )
        return (
          <li key={row.id}>
            {onGoTo && nodeId !== undefined ? (
              <button type="button" onClick={() => onGoTo(nodeId)}>
                {words}
              </button>
            ) : (
              <span>{words}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
