import type { BilingualText } from '../../flow/flow.ts'
import type { Role } from '../../actor.ts'
import type { Stage } from '../../stage.ts'
import type { FlowGraph, GraphNode } from '../graph.ts'
import type { NodeType } from '../node-config.ts'

/** A flow that Paidan brings along, ready to be copied and changed. */
export type Starter = { key: string; name: BilingualText; about: BilingualText; graph: FlowGraph }

type Config = GraphNode['config']
type DrawnNode = readonly [type: NodeType, column: number, row: number, config: Config]
type DrawnWay = readonly [source: string, handle: string, target: string]

/** Multiples of the 16 px grid of the canvas. */
const columnPx = 224
const rowPx = 112

export function draw(
  name: BilingualText,
  nodes: Readonly<Record<string, DrawnNode>>,
  ways: readonly DrawnWay[],
): FlowGraph {
  return {
    meta: { schema: 1, name },
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [type, column, row, config]]) => [
        id,
        { type, pos: [column * columnPx, row * rowPx], config },
      ]),
    ),
    edges: Object.fromEntries(
      ways.map(([source, sourceHandle, target]) => [
        `${source}-${sourceHandle}-${target}`,
        { source, sourceHandle, target, targetHandle: 'in' },
      ]),
    ),
  }
}

export const both = (chinese: string, english: string): BilingualText => ({ 'zh-CN': chinese, en: english })
export const named = (chinese: string, english: string): Config => ({ name: both(chinese, english) })
export const inStage = (stage: Stage): Config => ({ stage })

/** Whose work a node is. */
export const byRole = (role: Role): Config => ({ handler: { kind: 'role', role } })
export const byHolder: Config = { handler: { kind: 'holder' } }
export const byCustomer: Config = { handler: { kind: 'customer' } }

/** Minutes, day and night. */
export const limit = (minutes: number, warnMinutes: number): Config => ({
  limitMinutes: minutes,
  limitCalendar: 'always',
  warnMinutes,
})

/** What happens when the limit has passed. */
export const tellAtBreach = (role: Role, channel: string): Config => ({
  [`onBreach.tell-${role}`]: { kind: 'notify', to: { kind: 'role', role }, channel },
})

/** What a person may do on a node beside finishing it. */
export const may = (...operations: readonly ('return' | 'transfer' | 'close')[]): Config =>
  Object.fromEntries(operations.map((operation) => [`operations.${operation}`, true]))

export const needs = (...fields: readonly string[]): Config =>
  Object.fromEntries(fields.map((field) => [`rights.${field}`, 'required']))
export const edit = (...fields: readonly string[]): Config =>
  Object.fromEntries(fields.map((field) => [`rights.${field}`, 'edit']))

export const outcome = (id: string, order: number, name: BilingualText, back = false): Config => ({
  [`outcomes.${id}`]: { name, order, back },
})
export const branch = (id: string, order: number, name: BilingualText, guard: string): Config => ({
  [`branches.${id}`]: { name, order, guard },
})
