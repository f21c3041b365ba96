import fc from 'fast-check'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { branch, draw, outcome } from '#domain/flow-graph/starters/draw.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'

type Nodes = Parameters<typeof draw>[1]
type Way = Parameters<typeof draw>[2][number]

const kinds = [
  'task',
  'task',
  'approval',
  'auto-assign',
  'condition',
  'fork',
  'join',
  'timer',
  'sub-ticket',
  'notify',
] as const
type Kind = (typeof kinds)[number]

const desk = { handler: { kind: 'role', role: 'service-desk' }, 'operations.return': true }
const name = { 'zh-CN': '节点', en: 'Node' }
const configs: Record<Kind, Nodes[string][3]> = {
  task: { name, ...desk, ...outcome('done', 1, name), ...outcome('other', 2, name, true) },
  approval: { name, ...desk },
  'auto-assign': { name },
  condition: { name, ...branch('b', 1, name, 'priority <= 2') },
  fork: {},
  join: {},
  timer: { name },
  'sub-ticket': { name, waits: true },
  notify: { name, to: { kind: 'customer' } },
}
const handles: Record<Kind, readonly string[]> = {
  task: ['done', 'other'],
  approval: ['approved', 'rejected'],
  'auto-assign': ['assigned', 'unassigned'],
  condition: ['b', 'else'],
  fork: ['branches', 'branches'],
  join: ['done'],
  timer: ['done'],
  'sub-ticket': ['done'],
  notify: ['done'],
}

/**
 * Graphs that the validation finds no error in, with forks within forks, loops, ways out of blocks and branches that
 * end: blocks put into one another, and then some ways bent to anywhere.
 */
export const anyFlowGraph: fc.Arbitrary<FlowGraph> = fc
  .record({
    plan: fc.array(fc.constantFrom(...kinds.filter((kind) => kind !== 'join')), {
      minLength: 1,
      maxLength: 7,
    }),
    bends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
    endsBranch: fc.boolean(),
  })
  .map(({ plan, bends, endsBranch }) => build(plan, bends, endsBranch))
  .filter(isValid)

function isValid(graph: FlowGraph): boolean {
  const problems = validateGraph(graph, { fields: starterFields, allowPrivateHosts: false })
  return problems.every(({ severity }) => severity === 'warning')
}

function build(
  plan: readonly Kind[],
  bends: readonly (readonly [number, number])[],
  endsBranch: boolean,
): FlowGraph {
  const nodes: Record<string, Nodes[string]> = {
    start: ['start', 0, 0, {}],
    end: ['end', 0, 0, { ends: endsBranch ? 'branch' : 'ticket' }],
  }
  const ways: Way[] = []
  let count = 0
  const add = (kind: Kind): string => {
    count += 1
    const id = `n${count}`
    nodes[id] = [kind, count, 0, configs[kind]]
    return id
  }
  /** A chain of the given kinds that ends in `next`; answers its first node. */
  const chain = ([kind, ...rest]: readonly Kind[], next: string): string => {
    if (!kind) return next
    const id = add(kind)
    if (kind === 'fork') {
      const join = add('join')
      const half = Math.ceil(rest.length / 2)
      ways.push([join, 'done', chain(rest.slice(half), next)])
      const quarter = Math.ceil(half / 2)
      const parts = [rest.slice(0, quarter), rest.slice(quarter, half)]
      for (const part of parts) ways.push([id, 'branches', chain(['task', ...part], join)])
    } else {
      const target = chain(rest, next)
      for (const handle of handles[kind]) ways.push([id, handle, target])
    }
    return id
  }
  ways.push(['start', 'done', chain(plan, 'end')])
  const ids = Object.keys(nodes).filter((id) => id !== 'start')
  for (const [which, where] of bends) {
    const index = which % ways.length
    const [source, handle] = ways[index] ?? ['start', 'done']
    ways[index] = [source, handle, ids[where % ids.length] ?? 'end']
  }
  return draw(name, nodes, ways)
}
