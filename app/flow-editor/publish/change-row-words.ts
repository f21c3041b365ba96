import type { i18n } from 'i18next'
import { graphChangeSentence, nodeNameIn, type BothGraphs } from '../../i18n/graph-change-sentence.ts'
import type { ChangeRow } from './change-rows.ts'

/** A row in words; whether it comes, goes or changes is said beside it. */
export function changeRowWords(
  words: i18n,
  { lead, changes }: Omit<ChangeRow, 'id'>,
  graphs: BothGraphs,
): string {
  const { t } = words
  switch (lead.kind) {
    case 'node-added':
    case 'node-removed': {
      const node = nodeNameIn(words, graphs, lead.nodeId)
      return changes.length > 1
        ? t('flowVersions:row.nodeWithEdges', { node, count: changes.length - 1 })
        : t('flowVersions:row.node', { node, type: t(`flowGraph:nodeType.${lead.node.type}`) })
    }
    case 'edge-added':
    case 'edge-removed': {
      const { source, target } = lead.edge
      return t('flowVersions:row.edge', {
        source: nodeNameIn(words, graphs, source),
        target: nodeNameIn(words, graphs, target),
      })
    }
    case 'node-moved':
      return changes.length > 1
        ? t('flowVersions:row.moved', { count: changes.length })
        : graphChangeSentence(words, lead, graphs)
    case 'flow-renamed':
    case 'setting-changed':
    case 'node-retyped':
    case 'edge-changed':
      return graphChangeSentence(words, lead, graphs)
  }
}
