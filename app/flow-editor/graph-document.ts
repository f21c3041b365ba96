import * as Y from 'yjs'
import type { FlowDraftEdge, FlowDraftNode, JsonValue } from '#contract/flow-document.ts'
import { createFlowNode } from '#contract/flow-draft.ts'
import type { FlowDocument } from '#realtime/client/flow-document.ts'
import type { Point } from './geometry.ts'

/** Nodes and edges as plain values, by id. */
export type GraphParts = {
  readonly nodes: ReadonlyMap<string, FlowDraftNode>
  readonly edges: ReadonlyMap<string, FlowDraftEdge>
}

/** What changed, by id; the same for a change of mine and one that came over the line. */
export type GraphTouched = { readonly nodes: ReadonlySet<string>; readonly edges: ReadonlySet<string> }

export type GraphSource = Pick<FlowDocument, 'maps' | 'undo' | 'change' | 'readNode' | 'readEdge'>

type PartialEdge = { [Field in keyof FlowDraftEdge]: FlowDraftEdge[Field] | undefined }
type FieldChange = { id: string; field: string; value: JsonValue | undefined }

export type GraphDocument = ReturnType<typeof openGraphDocument>

/**
 * Everything that the canvas and its forms write, each as the smallest field that says it, and each gesture as one
 * transaction. Nothing that concerns one person alone (selection, drags, the viewport) ever comes through here.
 */
export function openGraphDocument({ maps, undo, change, readNode, readEdge }: GraphSource) {
  const { nodes, edges } = maps

  /** A gesture is undone as a whole and alone; only typing grows together, until the field is left. */
  const gesture = (work: () => void) => {
    undo.stopCapturing()
    change(work)
    undo.stopCapturing()
  }
  const nodeMap = (id: string): Y.Map<unknown> | undefined => asMap(nodes.get(id))

  const writeField = ({ id, field, value }: FieldChange) => {
    const config = asMap(nodeMap(id)?.get('config'))
    if (value === undefined) config?.delete(field)
    else config?.set(field, value)
  }

  return {
    readNode,
    readEdge,
    nodeIds: (): string[] => [...nodes.keys()],
    edgeIds: (): string[] => [...edges.keys()],

    observe: (listener: (touched: GraphTouched) => void): (() => void) => {
      const onNodes = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) =>
        listener({ nodes: touchedKeys(events), edges: nothing })
      const onEdges = ({ keysChanged }: Y.YMapEvent<unknown>) =>
        listener({ nodes: nothing, edges: keysChanged as Set<string> })
      nodes.observeDeep(onNodes)
      edges.observe(onEdges)
      return () => {
        nodes.unobserveDeep(onNodes)
        edges.unobserve(onEdges)
      }
    },

    /** `fields`: settings of nodes that are there already and change with it. */
    add: (parts: GraphParts, fields: readonly FieldChange[] = []) =>
      gesture(() => {
        for (const [id, node] of parts.nodes) nodes.set(id, createFlowNode(node))
        for (const [id, edge] of parts.edges) edges.set(id, edge)
        for (const one of fields) writeField(one)
      }),

    /** Edges go with their nodes, in one transaction: one undo brings both back. Members of a group that goes stay. */
    remove: (nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>) =>
      gesture(() => {
        for (const id of [...edges.keys()]) {
          const edge = readEdge(id)
          if (edgeIds.has(id) || (edge && (nodeIds.has(edge.source) || nodeIds.has(edge.target))))
            edges.delete(id)
        }
        for (const id of nodeIds) nodes.delete(id)
        for (const value of nodes.values()) {
          const parent = asMap(value)?.get('parent')
          if (typeof parent === 'string' && nodeIds.has(parent)) asMap(value)?.delete('parent')
        }
      }),

    /** Writes only what has really moved. */
    move: (places: ReadonlyMap<string, Point>) => {
      const moved = [...places].filter(([id, [x, y]]) => {
        const now = readNode(id)?.pos
        return now !== undefined && (now[0] !== x || now[1] !== y)
      })
      if (moved.length === 0) return
      gesture(() => {
        for (const [id, place] of moved) nodeMap(id)?.set('pos', [...place])
      })
    },

    /** Nobody has asked for it, so nobody undoes it: it is not a step of the history. */
    moveAside: (id: string, place: Point) =>
      nodes.doc?.transact(() => nodeMap(id)?.set('pos', [...place]), 'gives way'),

    /** Puts a group around nodes. */
    group: (groupId: string, group: FlowDraftNode, members: readonly string[]) =>
      gesture(() => {
        nodes.set(groupId, createFlowNode(group))
        for (const id of members) nodeMap(id)?.set('parent', groupId)
      }),

    /** One field of a node's form; `undefined` takes it away. Strokes of one field grow into one step of the history. */
    setField: (id: string, field: string, value: JsonValue | undefined) =>
      change(() => writeField({ id, field, value })),

    /** Several fields that change as one. */
    setFields: (fields: readonly FieldChange[]) =>
      gesture(() => {
        for (const one of fields) writeField(one)
      }),

    /** A field that is undefined is one that the edge no longer has. */
    setEdge: (id: string, edge: PartialEdge) =>
      change(() =>
        edges.set(id, Object.fromEntries(Object.entries(edge).filter(([, value]) => value !== undefined))),
      ),

    /** From here on a change is a step of its own: called when a field is left. */
    endStep: () => undo.stopCapturing(),
  }
}

const nothing: ReadonlySet<string> = new Set()

const asMap = (value: unknown): Y.Map<unknown> | undefined => (value instanceof Y.Map ? value : undefined)

/** The nodes in or under which something changed: the first key of each path, or the keys of the map itself. */
function touchedKeys(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const event of events) {
    const [key] = event.path
    if (typeof key === 'string') touched.add(key)
    else for (const changed of event.keys.keys()) touched.add(changed)
  }
  return touched
}
