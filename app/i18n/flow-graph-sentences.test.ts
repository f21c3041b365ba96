import { boardStandard } from '#domain/flow-graph/starters/board-standard.ts'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import { readGuard } from '#domain/guard/check.ts'
import { describe, expect, it } from 'vitest'
import {
  flowProblemSentence,
  flowRefusalSentence,
  guardFlawSentence,
  migrationFlawSentence,
} from './flow-problem-sentence.ts'
import { graphChangeSentence } from './graph-change-sentence.ts'
import { createI18n } from './i18n.ts'

const chinese = createI18n('zh-CN')
const english = createI18n('en')

describe('what is wrong with a graph', () => {
  it('is said with its numbers in both languages', () => {
    const graph: FlowGraph = {
      meta: { schema: 1, name: 'x' },
      nodes: {
        start: { type: 'start', pos: [0, 0], config: {} },
        a: {
          type: 'task',
          pos: [0, 0],
          config: { name: 'A', stage: 'on-site', handler: { kind: 'holder' }, limitMinutes: 2_880 },
        },
        b: { type: 'task', pos: [0, 0], config: { name: 'B', stage: 'intake', handler: { kind: 'holder' } } },
      },
      edges: {
        e1: { source: 'start', sourceHandle: 'done', target: 'a', targetHandle: 'in' },
        e2: { source: 'a', sourceHandle: 'done', target: 'b', targetHandle: 'in' },
      },
    }
    const problems = validateGraph(graph, { fields: starterFields, allowPrivateHosts: false })
    const sentences = problems.map((problem) => flowProblemSentence(english, problem))
    expect(sentences).toContain('A limit of 48 hours runs over a night or a weekend; no calendar is chosen.')
    expect(sentences).toContain(
      'The stage goes back from “On site” to “Intake”; if that is meant, mark the exit as a way back.',
    )
    for (const problem of problems) {
      expect(flowProblemSentence(chinese, problem)).toMatch(/^[^{]+。$/)
      expect(flowProblemSentence(english, problem)).toMatch(/^[^{]+\.$/)
    }
  })

  it.each([
    ['priorty = 1', '没有字段「priorty」，是不是「priority」？'],
    ['due = 30m', '时间与时长不能这样放在一起。'],
    ['priority', '这是数字，不是条件。'],
    ['source = "fax"', '「fax」不是字段「source」的可选值。'],
    ['priority = ', '这里缺少字段或值。'],
  ])('the guard %s', (source, sentence) => {
    const read = readGuard(source, starterFields)
    expect(read.ok ? '' : guardFlawSentence(chinese, read.flaw)).toBe(sentence)
  })
})

it('a refusal names the fields as people do', () => {
  const name = (field: string) => starterFields.get(field)?.name.en ?? field
  expect(
    flowRefusalSentence(english, { name: 'fields-required', fields: ['form.photos', 'form.fault'] }, name),
  ).toBe('Still to be filled in: Photos on site, Cause of the fault')
  expect(flowRefusalSentence(english, { name: 'sub-tickets-open', count: 1 }, name)).toBe(
    'It cannot be closed: one sub-ticket is still open.',
  )
})

it('a difference is told node by node', () => {
  const { graph } = boardStandard
  const { intake, 'on-site': onSite, ...nodes } = graph.nodes
  if (!intake || !onSite) throw new Error('no such node')
  const config = { ...onSite.config, limitMinutes: 90, 'rights.form.cost': 'edit', stage: 'waiting' }
  const after = { ...graph, nodes: { ...nodes, 'on-site': { ...onSite, config } } }
  const changes = graphDifference(graph, after)
  expect(changes.map((change) => graphChangeSentence(chinese, change, { before: graph, after }))).toEqual([
    '删除节点「受理」',
    '「现场」的时限（分钟）：无 → 90',
    '「现场」的字段权限（维修费用）：无 → 可改',
    '「现场」的阶段：现场 → 等待',
  ])
  expect(changes.map((change) => graphChangeSentence(english, change, { before: graph, after }))[0]).toBe(
    'Node “Intake” removed',
  )
})

it('what keeps a ticket from another version names the nodes', () => {
  const name = (nodeId: string) => `#${nodeId}`
  expect(migrationFlawSentence(english, { name: 'node-unfit', nodeId: 'a', target: 'b' }, name)).toBe(
    'Tickets on “#a” cannot be moved to “#b”.',
  )
  expect(migrationFlawSentence(chinese, { name: 'node-gone', nodeId: 'a' }, name)).toBe(
    '新版本没有节点「#a」，请指定去向。',
  )
  expect(migrationFlawSentence(chinese, { name: 'block-torn', forkId: 'f' }, name)).toContain('「#f」')
})
