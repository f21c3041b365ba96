import type { GraphChange } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Name } from '#domain/flow-graph/people.ts'
import type { DraftStep } from '#domain/rejection.ts'
import type { i18n } from 'i18next'
import { languageOf, settingWords, valueWords } from './setting-words.ts'

export type BothGraphs = { before: FlowGraph; after: FlowGraph }

/** One change in words. Names of nodes are taken from the newer graph, and from the older one where they are gone. */
export function graphChangeSentence(words: i18n, change: GraphChange, graphs: BothGraphs): string {
  const { t } = words
  const nodeName = (nodeId: string) => nodeNameIn(words, graphs, nodeId)
  const ends = (edge: { source: string; target: string }) => ({
    source: nodeName(edge.source),
    target: nodeName(edge.target),
  })
  switch (change.kind) {
    case 'flow-renamed': {
      const names = { before: nameWords(words, change.before), after: nameWords(words, change.after) }
      return t('flowGraph:change.flow-renamed', names)
    }
    case 'node-added':
    case 'node-removed':
    case 'node-moved':
      return t(`flowGraph:change.${change.kind}`, { node: nodeName(change.nodeId) })
    case 'node-retyped': {
      const types = {
        before: t(`flowGraph:nodeType.${change.before}`),
        after: t(`flowGraph:nodeType.${change.after}`),
      }
      return t('flowGraph:change.node-retyped', { node: nodeName(change.nodeId), ...types })
    }
    case 'setting-changed': {
      const { field, before, after } = change
      return t('flowGraph:change.setting-changed', {
        node: nodeName(change.nodeId),
        setting: settingWords(words, field, after ?? before),
        before: valueWords(words, field, before, nodeName),
        after: valueWords(words, field, after, nodeName),
      })
    }
    case 'edge-added':
    case 'edge-removed':
      return t(`flowGraph:change.${change.kind}`, ends(change.edge))
    case 'edge-changed': {
      const { before, after } = change
      const isBent = before.source !== after.source || before.target !== after.target
      return t(isBent ? 'flowGraph:change.edge-changed' : 'flowGraph:change.edge-renamed', ends(after))
    }
  }
}

/** What somebody has had their hand in, without its value: that is what the server keeps of a change. */
export function draftStepWords(
  words: i18n,
  { map, elementId, field }: Pick<DraftStep, 'map' | 'elementId' | 'field'>,
  graphs: BothGraphs,
): string {
  const { t } = words
  const nodeName = (nodeId: string) => nodeNameIn(words, graphs, nodeId)
  if (map === 'edges') {
    const edge = graphs.after.edges[elementId] ?? graphs.before.edges[elementId]
    return edge
      ? t('flowGraph:step.edge', { source: nodeName(edge.source), target: nodeName(edge.target) })
      : t('flowGraph:step.someEdge')
  }
  if (map !== 'nodes') return t('flowGraph:step.name')
  if (!graphs.after.nodes[elementId] && !graphs.before.nodes[elementId]) return t('flowGraph:step.someNode')
  const node = nodeName(elementId)
  if (field.startsWith('config.')) {
    const setting = field.slice('config.'.length)
    const value = graphs.after.nodes[elementId]?.config[setting] ?? null
    return t('flowGraph:step.setting', { node, setting: settingWords(words, setting, value) })
  }
  const isPlace = field === 'pos' || field === 'size' || field === 'parent'
  return t(isPlace ? 'flowGraph:step.place' : 'flowGraph:step.node', { node })
}

/** A node that nobody has named is called by its kind. */
export function nodeNameIn(words: i18n, { before, after }: BothGraphs, nodeId: string): string {
  const node = after.nodes[nodeId] ?? before.nodes[nodeId]
  if (!node) return nodeId
  const name = node.config['name']
  const said = name === undefined || name === null ? '' : valueWords(words, 'name', name, (id) => id)
  return name === '' || said === '' ? words.t(`flowGraph:nodeType.${node.type}`) : said
}

const nameWords = ({ language }: i18n, name: Name): string =>
  typeof name === 'string' ? name : name[languageOf(language)]
