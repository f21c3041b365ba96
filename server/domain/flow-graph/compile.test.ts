import { expect, it } from 'vitest'
import { compileGraph } from './compile.ts'
import { both, draw, named } from './starters/draw.ts'

it('calls a node that nobody has named by its kind, in each language', () => {
  const graph = draw(
    both('流程', 'Flow'),
    {
      start: ['start', 0, 0, named('报修', ' ')],
      work: ['task', 0, 1, {}],
      end: ['end', 0, 2, {}],
    },
    [
      ['start', 'done', 'work'],
      ['work', 'done', 'end'],
    ],
  )
  const { nodes } = compileGraph(graph, { flowId: 'f', number: 1 })
  expect(Object.values(nodes).map(({ name }) => name)).toEqual([
    { 'zh-CN': '报修', en: 'Start' },
    { 'zh-CN': '任务', en: 'Task' },
    { 'zh-CN': '结束', en: 'End' },
  ])
})
