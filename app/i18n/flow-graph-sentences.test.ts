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
import { draftStepWords, graphChangeSentence } from './graph-change-sentence.ts'
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
  ).toBe('Still to be filled in: Photos on site, Cause of the fault.')
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

it('settings are said in the words of the trade, not of the program', () => {
  const { graph } = boardStandard
  const onSite = graph.nodes['on-site']
  if (!onSite) throw new Error('no such node')
  const config = {
    ...onSite.config,
    vacant: { kind: 'go-to', nodeId: 'intake' },
    'branches.b1': { name: '', order: 1, guard: 'priority <= 2' },
    'operations.transfer': null,
    limitCalendar: 'always',
    'onBreach.x': { kind: 'hand-to', handler: { kind: 'role', role: 'supervisor' } },
  }
  const after = { ...graph, nodes: { ...graph.nodes, 'on-site': { ...onSite, config } } }
  const said = (words: typeof chinese) =>
    graphDifference(graph, after).map((change) =>
      graphChangeSentence(words, change, { before: graph, after }),
    )
  expect(said(chinese)).toEqual([
    '「现场」的分支：无 → 优先级不超过 2',
    '「现场」的时限日历：无 → 全天 24 小时',
    '「现场」的超时动作：无 → 转交 · 主管',
    '「现场」的操作（转派）：是 → 无',
    '「现场」的空缺时：无 → 转到 · 受理',
  ])
  expect(said(english)[4]).toBe('“On site”, if vacant: none → go to · Intake')
})

it('what somebody has changed meanwhile is named, also when it is gone', () => {
  const { graph } = boardStandard
  const named = (map: string, elementId: string, field: string) =>
    draftStepWords(english, { map, elementId, field }, { before: graph, after: graph })
  expect(named('nodes', 'on-site', 'config.rights.form.cost')).toBe(
    '“On site”, field rights (Cost of repair)',
  )
  expect(named('nodes', 'on-site', 'pos')).toBe('Place of “On site”')
  expect(named('nodes', 'on-site', '')).toBe('Node “On site”')
  expect(named('nodes', 'nowhere', '')).toBe('A node that is gone')
  expect(named('edges', 'nowhere', '')).toBe('A line that is gone')
  expect(named('meta', 'name', '')).toBe('Name of the flow')
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
