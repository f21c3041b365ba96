import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import { inLane, readLanes, type Lane } from './edge-lanes.ts'
import { mayReach, routeEdge } from './edge-route.ts'
import { fitFlow, type Viewport } from './fit-flow.ts'
import { boxAround, type Box, type Point } from './geometry.ts'
import type { GraphDocument, GraphTouched } from './graph-document.ts'
import { readHangings, type Hangings } from './hangings.ts'
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
  /** Where everything lay when all lines were last laid around it. */
  let settled: ReadonlyMap<string, Box> = new Map()
  let lanes: ReadonlyMap<string, Lane> = new Map()
  const listeners = new Set<() => void>()
  let selection: GraphSelection = { nodes: new Set(), edges: new Set() }
  let dragged: ReadonlyMap<string, Point> = new Map()
  let carried: ReadonlyMap<string, Point> = new Map()
  let view: CanvasView = { nodes: [], edges: [] }

  const placeOf = (id: string, { pos }: FlowDraftNode): Point => dragged.get(id) ?? carried.get(id) ?? pos

  /** Read again only after something in the document has changed: a drag asks for it in every frame. */
  let hangings: Hangings | undefined
  const hangingsNow = (): Hangings =>
    (hangings ??= readHangings(
      facts,
      [...edges.values()].map(({ data }) => data.facts),
    ))

  function boxOf(id: string, own: FlowDraftNode): Box {
    const place = placeOf(id, own)
    if (!isBar(own.type) && !isGroup(own.type)) return plainBox(place)
    const parts: Box[] = []
    for (const part of hangingsNow().partsOf.get(id) ?? []) {
      const read = facts.get(part)
      if (read) parts.push(boxOf(part, read))
    }
    return isBar(own.type) ? barBox(place, parts) : groupBox(place, parts)
  }

  /** Makes anew what has changed, and keeps everything else. Answers whether anything has, and which nodes lie otherwise. */
  const redraw = (touched: Iterable<string>): { changed: boolean; moved: ReadonlySet<string> } => {
    let changed = false
    const moved = new Set<string>()
    const ids = new Set(touched)
    // What hangs on others is looked at behind them: bars after their branches, then groups after their members.
    const { bars, groups } = hangingsNow()
    for (const id of [...bars, ...groups]) {
      ids.delete(id)
      ids.add(id)
    }
    for (const id of ids) {
      const own = facts.get(id)
      const left = boxes.get(id)
      if (!own) {
        boxes.delete(id)
        changed = nodes.delete(id) || changed
        continue
      }
      const box = boxOf(id, own)
      if (!left || !isSameBox(left, box)) moved.add(id)
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
    return { changed, moved }
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

  /** Lays one line anew if it has come to run otherwise. */
  const rerouteOne = (edge: CanvasEdge, steps: readonly [string, Box][]): boolean => {
    const { id, source, target, data } = edge
    const [from, to] = [endOf(source), endOf(target)]
    if (!from || !to) return false
    const others: Box[] = []
    for (const [other, box] of steps)
      if (other !== source && other !== target && mayReach(from.box, to.box, box)) others.push(box)
    const way = inLane(routeEdge(from, to, others), lanes.get(id))
    if (isSameJson(way, data.way)) return false
    edges.set(id, { ...edge, data: { ...data, way } })
    return true
  }
  const endOf = (id: string) => {
    const box = boxes.get(id)
    return box && { box, bar: isBar(facts.get(id)?.type ?? '') }
  }
  const stepBoxes = (): [string, Box][] => [...boxes].filter(([id]) => !isGroup(facts.get(id)?.type ?? ''))

  /** A drag moves the lines of what is dragged; which other lines are in its way is looked at when it stops. */
  const rerouteAt = (moved: ReadonlySet<string>): boolean => {
    if (moved.size === 0) return false
    const steps = stepBoxes()
    let changed = false
    for (const edge of edges.values())
      if (moved.has(edge.source) || moved.has(edge.target)) changed = rerouteOne(edge, steps) || changed
    return changed
  }

  /** Of all lines only those are looked at that are new, that end at what has moved, or past which it moved. */
  const rerouteAll = (added: ReadonlySet<string>): boolean => {
    const { moved, places } = unsettled(settled, boxes)
    settled = new Map(boxes)
    if (places.length + added.size === 0) return false
    const steps = stepBoxes()
    let changed = false
    for (const edge of edges.values()) {
      const { id, source, target } = edge
      const [from, to] = [boxes.get(source), boxes.get(target)]
      if (!from || !to) continue
      const isAtMoved = added.has(id) || moved.has(source) || moved.has(target)
      if (isAtMoved || places.some((place) => mayReach(from, to, place)))
        changed = rerouteOne(edge, steps) || changed
    }
    return changed
  }

  const redrawMoved = (touched: Iterable<string>): void => {
    const { changed, moved } = redraw(touched)
    const isOver = dragged.size + carried.size === 0
    publish(changed, isOver ? rerouteAll(nothing) : rerouteAt(moved))
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
    hangings = undefined
    const before = new Map(edges)
    // A node that comes brings the lines that hung in the air, one that goes leaves them there.
    const lines = comesOrGoes ? new Set([...graph.edgeIds(), ...edges.keys()]) : touchedEdges
    const edgesChanged = redrawEdges(lines)
    hangings = undefined
    const { changed } = redraw(touchedNodes)
    forgetLost()
    const added = new Set([...lines].filter((id) => hasOtherEnds(before.get(id), edges.get(id))))
    if (edgesChanged) {
      const left = lanes
      lanes = readLanes(edges.values())
      for (const id of edges.keys()) if (!isSameJson(left.get(id), lanes.get(id))) added.add(id)
    }
    const rerouted = rerouteAll(added)
    publish(changed, edgesChanged || rerouted)
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
    /** As it is shown: the same object until the line changes. */
    readLine: (id: string): FlowDraftEdge | undefined => edges.get(id)?.data.facts,
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
        redraw([...differing(before.nodes, selection.nodes)]).changed,
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
      if (carried.size + places.size === 0) return
      const touched = [...carried.keys(), ...places.keys()]
      carried = places
      redrawMoved(touched)
    },

    /** The view in which all of it, or at least its start, is seen on a screen of this size. */
    fit: (screen: { width: number; height: number }): Viewport => {
      const start = [...facts].find(([, { type }]) => type === 'start')
      return fitFlow(boxAround(boxes.values()), start && boxes.get(start[0]), screen)
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
const nothing: ReadonlySet<string> = new Set()

/** The nodes that came, went or moved between two moments, and the places that they left and took. */
function unsettled(before: ReadonlyMap<string, Box>, after: ReadonlyMap<string, Box>) {
  const moved = new Set<string>()
  const places: Box[] = []
  for (const [id, box] of after) {
    const left = before.get(id)
    if (left && isSameBox(left, box)) continue
    moved.add(id)
    places.push(box, ...(left ? [left] : []))
  }
  for (const [id, box] of before) if (!after.has(id)) places.push(box)
  return { moved, places }
}

const hasOtherEnds = (before: CanvasEdge | undefined, after: CanvasEdge | undefined): boolean =>
  after !== undefined && (before?.source !== after.source || before.target !== after.target)

const isAt = ({ position, width, height }: CanvasNode, box: Box): boolean =>
  isSameBox({ ...position, width, height }, box)

const isSameBox = (one: Box, other: Box): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height

/** An edge is a plain value of a few short fields. */
const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function* differing(one: ReadonlySet<string>, other: ReadonlySet<string>): Iterable<string> {
  for (const id of one) if (!other.has(id)) yield id
  for (const id of other) if (!one.has(id)) yield id
}
