import type { GraphChange, Json } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { i18n } from 'i18next'
import { flowGraph } from './zh-CN/flow-graph.ts'

/** One change in words. Names of nodes are taken from the newer graph, and from the older one where they are gone. */
export function graphChangeSentence(
  words: i18n,
  change: GraphChange,
  { before, after }: { before: FlowGraph; after: FlowGraph },
): string {
  const { t } = words
  const nodeName = (nodeId: string): string => {
    const node = after.nodes[nodeId] ?? before.nodes[nodeId]
    const name = node?.config['name']
    if (name !== undefined && name !== null && name !== '') return valueText(words, name)
    return node ? t(`flowGraph:nodeType.${node.type}`) : nodeId
  }
  const ends = (edge: { source: string; target: string }) => ({
    source: nodeName(edge.source),
    target: nodeName(edge.target),
  })
  switch (change.kind) {
    case 'flow-renamed': {
      const names = { before: valueText(words, change.before), after: valueText(words, change.after) }
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
    case 'setting-changed':
      return t('flowGraph:change.setting-changed', {
        node: nodeName(change.nodeId),
        setting: settingText(words, change.field),
        before: valueText(words, change.before),
        after: valueText(words, change.after),
      })
    case 'edge-added':
    case 'edge-removed':
      return t(`flowGraph:change.${change.kind}`, ends(change.edge))
    case 'edge-changed':
      return t('flowGraph:change.edge-changed', ends(change.after))
  }
}

type Setting = keyof typeof flowGraph.setting
const isSetting = (head: string): head is Setting => Object.hasOwn(flowGraph.setting, head)

/** `rights.form.cost` → field rights (form.cost) */
function settingText({ t }: i18n, field: string): string {
  const [head = '', ...rest] = field.split('.')
  const spoken = isSetting(head) ? t(`flowGraph:setting.${head}`) : head
  return rest.length === 0 ? spoken : t('flowGraph:change.setting', { head: spoken, part: rest.join('.') })
}

/** A value of a setting, short: a name in the language at hand, the values of an object one after the other. */
function valueText(words: i18n, value: Json): string {
  const { t, language } = words
  if (value === null) return t('flowGraph:change.nothing')
  if (typeof value === 'boolean') return t(value ? 'flowGraph:change.yes' : 'flowGraph:change.no')
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((one) => valueText(words, one)).join(', ')
  const named = value[language === 'en' ? 'en' : 'zh-CN']
  if (typeof named === 'string') return named
  return Object.values(value)
    .map((one) => valueText(words, one))
    .join(' · ')
}
