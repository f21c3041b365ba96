import type { z } from 'zod'
import type { BilingualText } from '../flow/flow.ts'
import type { FlowGraph, GraphEdge, GraphNode } from './graph.ts'
import { configSchemas, type TypedNode } from './node-config.ts'
import type { Name } from './people.ts'

export type TypedEdge = GraphEdge & { id: string }

/** A graph whose settings have been read, with its ways by the node from which they lead. */
export type TypedGraph = {
  name: BilingualText
  nodes: ReadonlyMap<string, TypedNode>
  edges: readonly TypedEdge[]
  /** Edges between nodes that there are, in the order of their ids. */
  leaving: ReadonlyMap<string, readonly TypedEdge[]>
  /** Settings that could not be read and count as never made. */
  flaws: readonly { nodeId: string; field: string }[]
}

export function typeGraph(graph: FlowGraph): TypedGraph {
  const nodes = new Map<string, TypedNode>()
  const flaws: { nodeId: string; field: string }[] = []
  for (const [id, given] of Object.entries(graph.nodes)) {
    const { node, wrong } = readNode(id, given)
    nodes.set(id, node)
    flaws.push(...wrong.map((field) => ({ nodeId: id, field })))
  }
  const edges = Object.entries(graph.edges)
    .map(([id, edge]) => ({ ...edge, id }))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const leaving = new Map<string, TypedEdge[]>()
  for (const edge of edges) {
    if (!nodes.has(edge.source) || !nodes.has(edge.target)) continue
    leaving.set(edge.source, [...(leaving.get(edge.source) ?? []), edge])
  }
  return { name: inBothLanguages(graph.meta.name), nodes, edges, leaving, flaws }
}

export const inBothLanguages = (name: Name): BilingualText =>
  typeof name === 'string' ? { 'zh-CN': name, en: name } : name

function readNode(id: string, { type, config }: GraphNode): { node: TypedNode; wrong: readonly string[] } {
  switch (type) {
    case 'start':
      return settled(readConfig(configSchemas.start, config), (read) => ({ id, type, config: read }))
    case 'task':
      return settled(readConfig(configSchemas.task, config), (read) => ({ id, type, config: read }))
    case 'approval':
      return settled(readConfig(configSchemas.approval, config), (read) => ({ id, type, config: read }))
    case 'auto-assign':
      return settled(readConfig(configSchemas['auto-assign'], config), (read) => ({ id, type, config: read }))
    case 'condition':
      return settled(readConfig(configSchemas.condition, config), (read) => ({ id, type, config: read }))
    case 'fork':
    case 'join':
    case 'group':
      return settled(readConfig(configSchemas[type], config), (read) => ({ id, type, config: read }))
    case 'timer':
      return settled(readConfig(configSchemas.timer, config), (read) => ({ id, type, config: read }))
    case 'notify':
      return settled(readConfig(configSchemas.notify, config), (read) => ({ id, type, config: read }))
    case 'sub-ticket':
      return settled(readConfig(configSchemas['sub-ticket'], config), (read) => ({ id, type, config: read }))
    case 'webhook':
      return settled(readConfig(configSchemas.webhook, config), (read) => ({ id, type, config: read }))
    case 'end':
      return settled(readConfig(configSchemas.end, config), (read) => ({ id, type, config: read }))
  }
}

type Read<Config> = { config: Config; wrong: readonly string[] }

const settled = <Config>({ config, wrong }: Read<Config>, make: (config: Config) => TypedNode) => ({
  node: make(config),
  wrong,
})

/** Reads flat fields into nested settings; what cannot be read is left out and named, and its default stands. */
function readConfig<Config>(schema: z.ZodType<Config>, flat: GraphNode['config']): Read<Config> {
  const read = schema.safeParse(nest(flat))
  if (read.success) return { config: read.data, wrong: [] }
  const wrong = new Set(read.error.issues.map(({ path }) => fieldAt(path, flat)))
  // Every field has a default, so fewer fields come nearer to a config that can be read.
  const rest = Object.fromEntries(Object.entries(flat).filter(([field]) => !wrong.has(field)))
  const again = readConfig(schema, rest)
  return { ...again, wrong: [...wrong, ...again.wrong] }
}

/** The field of the document that holds what stands at a path of the nested settings. */
function fieldAt(path: readonly PropertyKey[], flat: GraphNode['config']): string {
  const [head = '', part] = path.map(String)
  const nested = `${head}.${part ?? ''}`
  return Object.hasOwn(flat, nested) ? nested : head
}

/** `{ 'rights.form.cost': 'edit' }` → `{ rights: { 'form.cost': 'edit' } }` */
function nest(flat: GraphNode['config']): Record<string, unknown> {
  const nested: Record<string, unknown> = {}
  const parts = new Map<string, Record<string, unknown>>()
  for (const [field, value] of Object.entries(flat)) {
    const dot = field.indexOf('.')
    if (dot < 0) {
      nested[field] = value
      continue
    }
    const head = field.slice(0, dot)
    parts.set(head, { ...parts.get(head), [field.slice(dot + 1)]: value })
  }
  return { ...nested, ...Object.fromEntries(parts) }
}
