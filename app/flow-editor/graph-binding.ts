import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import { routeEdge } from './edge-route.ts'
import type { Box, Point } from './geometry.ts'
import type { GraphDocument, GraphTouched } from './graph-document.ts'
import { barBox, groupBox, isBar, isGroup, plainBox } from './node-box.ts'

/** What React Flow is given. An object stays the same one for as long as nothing in it changes: it draws by that. */
export type CanvasNode = {
  id: string
  type: 'step' | 'bar' | 'group'
  position: { x: number; y: number }
  width: number
  height: number
  /** The sizes are known, so React Flow need not measure them before it draws. */
  measured: { width: number; height: number }
  selected: boolean
  zIndex: number
  data: { facts: FlowDraftNode }
}

export type CanvasEdge = {
  id: string
  type: 'step'
  source: string
  target: string
  selected: boolean
  /** `way`: its corners, from end to end. */
  data: { facts: FlowDraftEdge; way: readonly Point[] }
}

export type CanvasView = { readonly nodes: readonly CanvasNode[]; readonly edges: readonly CanvasEdge[] }

export type GraphSelection = { readonly nodes: ReadonlySet<string>; readonly edges: ReadonlySet<string> }

export type GraphBinding = ReturnType<typeof createGraphBinding>

/**
 * The document as it is seen by one person: what is written, under what only I have (selection, a drag under way), and
 * what colleagues are just carrying. A drag writes nothing before `drop`.
 */
export function createGraphBinding(graph: GraphDocument) {
  const facts = new Map<string, FlowDraftNode>()
  const boxes = new Map<string, Box>()
  const nodes = new Map<string, CanvasNode>()
  const edges = new Map<string, CanvasEdge>()
  const listeners = new Set<() => void>()
  let selection: GraphSelection = { nodes: new Set(), edges: new Set() }
  let dragged: ReadonlyMap<string, Point> = new Map()
  let carried: ReadonlyMap<string, Point> = new Map()
  let view: CanvasView = { nodes: [], edges: [] }

  const placeOf = (id: string, { pos }: FlowDraftNode): Point => dragged.get(id) ?? carried.get(id) ?? pos

  const branchesOf = (id: string, type: string): Box[] => {
    const branches = new Map<string, Box>()
    for (const edge of edges.values()) {
      const [bar, other] = type === 'fork' ? [edge.source, edge.target] : [edge.target, edge.source]
      const own = facts.get(other)
      if (bar === id && own && !isBar(own.type) && !isGroup(own.type)) branches.set(other, boxOf(other, own))
    }
    return [...branches.values()]
  }

  function boxOf(id: string, own: FlowDraftNode): Box {
    const place = placeOf(id, own)
    if (isBar(own.type)) return barBox(place, branchesOf(id, own.type))
    if (!isGroup(own.type)) return plainBox(place)
    const members: Box[] = []
    for (const [other, member] of facts)
      if (member.parent === id && !isGroup(member.type)) members.push(boxOf(other, member))
    return groupBox(place, members)
  }

  /** Makes anew what has changed, and keeps everything else. Answers whether anything has. */
  const redraw = (touched: Iterable<string>): boolean => {
    let changed = false
    const ids = new Set(touched)
    // What hangs on others is looked at each time: bars on their branches, then groups on their members.
    for (const [id, { type }] of facts) if (isBar(type)) ids.add(id)
    for (const [id, { type }] of facts) {
      if (!isGroup(type)) continue
      ids.delete(id)
      ids.add(id)
    }
    for (const id of ids) {
      const own = facts.get(id)
      if (!own) {
        boxes.delete(id)
        changed = nodes.delete(id) || changed
        continue
      }
      const box = boxOf(id, own)
      boxes.set(id, box)
      const before = nodes.get(id)
      const selected = selection.nodes.has(id)
      if (before?.data.facts === own && before.selected === selected && isAt(before, box)) continue
      nodes.set(id, {
        id,
        type: isBar(own.type) ? 'bar' : isGroup(own.type) ? 'group' : 'step',
        position: { x: box.x, y: box.y },
        width: box.width,
        height: box.height,
        measured: { width: box.width, height: box.height },
        selected,
        zIndex: isGroup(own.type) ? -1 : 0,
        data: before?.data.facts === own ? before.data : { facts: own },
      })
      changed = true
    }
    return changed
  }

  /** An edge whose node is gone is not shown; it is left in the document, for an undo may bring the node back. */
  const redrawEdges = (touched: Iterable<string>): boolean => {
    let changed = false
    for (const id of touched) {
      const before = edges.get(id)
      const read = graph.readEdge(id)
      if (!read || !facts.has(read.source) || !facts.has(read.target)) {
        changed = edges.delete(id) || changed
        continue
      }
      const selected = selection.edges.has(id)
      const own = before && isSameJson(before.data.facts, read) ? before.data.facts : read
      if (before?.data.facts === own && before.selected === selected) continue
      const { source, target } = own
      const data = before?.data.facts === own ? before.data : { facts: own, way: before?.data.way ?? noWay }
      edges.set(id, { id, type: 'step', source, target, selected, data })
      changed = true
    }
    return changed
  }

  /** Lays lines anew where they have come to run otherwise: those at the given nodes, or all of them. */
  const reroute = (at: ReadonlySet<string> | 'all'): boolean => {
    let changed = false
    const steps = [...boxes].filter(([id]) => !isGroup(facts.get(id)?.type ?? ''))
    for (const [id, edge] of edges) {
      const { source, target, data } = edge
      if (at !== 'all' && !at.has(source) && !at.has(target)) continue
      const [from, to] = [endOf(source), endOf(target)]
      if (!from || !to) continue
      const others = steps.flatMap(([other, box]) => (other === source || other === target ? [] : [box]))
      const way = routeEdge(from, to, others)
      if (isSameJson(way, data.way)) continue
      edges.set(id, { ...edge, data: { ...data, way } })
      changed = true
    }
    return changed
  }
  const endOf = (id: string) => {
    const box = boxes.get(id)
    return box && { box, bar: isBar(facts.get(id)?.type ?? '') }
  }
  /** A drag moves the lines of what is dragged; which other lines are in its way is looked at when it stops. */
  const redrawMoved = (touched: Iterable<string>): void => {
    const ids = new Set(touched)
    const nodesChanged = redraw(ids)
    for (const [id, { type }] of facts) if (isBar(type)) ids.add(id)
    publish(nodesChanged, nodesChanged && reroute(ids))
  }

  const publish = (nodesChanged: boolean, edgesChanged: boolean) => {
    if (!nodesChanged && !edgesChanged) return
    view = {
      nodes: nodesChanged ? [...nodes.values()] : view.nodes,
      edges: edgesChanged ? [...edges.values()] : view.edges,
    }
    for (const listener of listeners) listener()
  }

  const take = ({ nodes: touchedNodes, edges: touchedEdges }: GraphTouched) => {
    let comesOrGoes = false
    for (const id of touchedNodes) {
      const read = graph.readNode(id)
      comesOrGoes ||= facts.has(id) !== (read !== undefined)
      if (read) facts.set(id, read)
      else facts.delete(id)
    }
    const edgesChanged = redrawEdges(comesOrGoes ? graph.edgeIds() : touchedEdges)
    // An edge that has gone from the document is no longer among its ids.
    const lost = [...edges.keys()].filter((id) => graph.readEdge(id) === undefined)
    for (const id of lost) edges.delete(id)
    const nodesChanged = redraw(touchedNodes)
    forgetLost()
    const rerouted = (nodesChanged || edgesChanged) && reroute('all')
    publish(nodesChanged, edgesChanged || lost.length > 0 || rerouted)
  }

  /** What is gone is no longer selected, also when somebody else has deleted it. */
  const forgetLost = () => {
    const nodeIds = [...selection.nodes].filter((id) => facts.has(id))
    const edgeIds = [...selection.edges].filter((id) => edges.has(id))
    if (nodeIds.length !== selection.nodes.size || edgeIds.length !== selection.edges.size)
      selection = { nodes: new Set(nodeIds), edges: new Set(edgeIds) }
    dragged = new Map([...dragged].filter(([id]) => facts.has(id)))
  }

  take({ nodes: new Set(graph.nodeIds()), edges: new Set(graph.edgeIds()) })
  const stop = graph.observe(take)

  return {
    graph,
    getView: (): CanvasView => view,
    getSelection: (): GraphSelection => selection,
    readFacts: (id: string): FlowDraftNode | undefined => facts.get(id),
    readBox: (id: string): Box | undefined => boxes.get(id),
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    select: (next: { nodes?: Iterable<string>; edges?: Iterable<string> }) => {
      const before = selection
      selection = {
        nodes: new Set([...(next.nodes ?? [])].filter((id) => facts.has(id))),
        edges: new Set([...(next.edges ?? [])].filter((id) => edges.has(id))),
      }
      publish(
        redraw([...differing(before.nodes, selection.nodes)]),
        redrawEdges([...differing(before.edges, selection.edges)]),
      )
    },

    /** One frame of my drag: seen by me at once, by nobody through the document. */
    drag: (places: ReadonlyMap<string, Point>) => {
      const touched = [...dragged.keys(), ...places.keys()]
      dragged = places
      redrawMoved(touched)
    },

    /** The end of my drag: one transaction with all that has moved. */
    drop: () => {
      const places = dragged
      dragged = new Map()
      graph.move(places)
      // What has not really moved is not in the document's change.
      redrawMoved(places.keys())
    },

    /** Where colleagues are holding nodes that they have not dropped yet. */
    showCarried: (places: ReadonlyMap<string, Point>) => {
      const touched = [...carried.keys(), ...places.keys()]
      carried = places
      redrawMoved(touched)
    },

    /** The nodes that move when these are dragged: members go with their group. */
    withMembers: (ids: Iterable<string>): Set<string> => {
      const all = new Set(ids)
      for (const [id, { parent }] of facts) if (parent !== undefined && all.has(parent)) all.add(id)
      return all
    },

    destroy: () => {
      stop()
      listeners.clear()
    },
  }
}

const noWay: readonly Point[] = []

const isAt = ({ position, width, height }: CanvasNode, box: Box): boolean =>
  position.x === box.x && position.y === box.y && width === box.width && height === box.height

/** An edge is a plain value of a few short fields. */
const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function* differing(one: ReadonlySet<string>, other: ReadonlySet<string>): Iterable<string> {
  for (const id of one) if (!other.has(id)) yield id
  for (const id of other) if (!one.has(id)) yield id
}
