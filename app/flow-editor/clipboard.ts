import { z } from 'zod'
import {
  flowDraft,
  flowDraftEdge,
  flowDraftNode,
  type FlowDraft,
  type FlowDraftEdge,
  type FlowDraftNode,
  type JsonValue,
} from '#contract/flow-document.ts'
import type { Point } from './geometry.ts'
import type { GraphParts } from './graph-document.ts'

/** What is copied is plain JSON, so that it can be pasted in another flow, another browser or a text editor. */
const copied = z.object({
  paidan: z.literal('flow-parts'),
  nodes: z.record(z.string(), flowDraftNode),
  edges: z.record(z.string(), flowDraftEdge),
})

/** The selected nodes with the edges between them; a start node is not copied, for a flow has one. */
export function copyParts({ nodes, edges }: FlowDraft, ids: ReadonlySet<string>): string | undefined {
  const kept = Object.entries(nodes).filter(([id, { type }]) => ids.has(id) && type !== 'start')
  const keptIds = new Set(kept.map(([id]) => id))
  const between = Object.entries(edges).filter(
    ([, { source, target }]) => keptIds.has(source) && keptIds.has(target),
  )
  if (kept.length === 0) return undefined
  const parts = { paidan: 'flow-parts', nodes: Object.fromEntries(kept), edges: Object.fromEntries(between) }
  return JSON.stringify(parts)
}

/**
 * What was copied here or elsewhere, or a whole flow that was exported. Undefined for a text that is something else. The
 * parts get ids of their own, and come to lie by `shift`.
 */
export function readParts(text: string, shift: Point, newId: () => string): GraphParts | undefined {
  const json = parseJson(text)
  const parsed = copied.safeParse(json)
  if (parsed.success) return renewed(parsed.data, shift, newId)
  const draft = flowDraft.safeParse(json)
  return draft.success ? renewed(draft.data, shift, newId) : undefined
}

type Parts = Pick<FlowDraft, 'nodes' | 'edges'>

function renewed(given: Parts, shift: Point, newId: () => string): GraphParts {
  const ids = new Map(Object.keys(given.nodes).map((id) => [id, newId()]))
  const nodes = new Map<string, FlowDraftNode>()
  for (const [oldId, id] of ids) {
    const old = given.nodes[oldId]
    if (!old) continue
    const { parent, pos, config, ...node } = old
    const group = parent === undefined ? undefined : ids.get(parent)
    nodes.set(id, {
      ...node,
      config: renewedConfig(config, ids),
      pos: [pos[0] + shift[0], pos[1] + shift[1]],
      ...(group === undefined ? {} : { parent: group }),
    })
  }
  const edges = new Map<string, FlowDraftEdge>()
  for (const edge of Object.values(given.edges)) {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)]
    if (source !== undefined && target !== undefined) edges.set(newId(), { ...edge, source, target })
  }
  return { nodes, edges }
}

/** Settings name nodes too: where to go while nobody is there, who worked on an earlier one. Others than ours stay. */
function renewedConfig(config: FlowDraftNode['config'], ids: ReadonlyMap<string, string>) {
  return Object.fromEntries(Object.entries(config).map(([field, value]) => [field, renewedIn(value, ids)]))
}

function renewedIn(value: JsonValue, ids: ReadonlyMap<string, string>): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((one) => renewedIn(one, ids))
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'nodeId' && typeof one === 'string' ? (ids.get(one) ?? one) : renewedIn(one, ids),
    ]),
  )
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
