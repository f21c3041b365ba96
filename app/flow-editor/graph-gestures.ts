import type { FlowDraftEdge, FlowDraftNode, JsonValue } from '#contract/flow-document.ts'
import { refuseConnection, type ConnectionRefusal } from './connection-rules.ts'
import { exitForLine, freeExit } from './exits.ts'
import { columnPitch, onGrid, rowPitch, type Box, type Point } from './geometry.ts'
import type { GraphBinding } from './graph-binding.ts'
import type { GraphParts } from './graph-document.ts'
import { newPartId } from './new-part-id.ts'
import { isGroup, plainBox } from './node-box.ts'

/** Longer than two who add at once take to hear of each other's giving way. */
const meetingMs = 5_000

/** What a hand does on the canvas, put into changes of the document. */
export function createGraphGestures(binding: GraphBinding) {
  const { graph } = binding

  const edgesShown = () => binding.getView().edges.map(({ data }) => data.facts)

  const hasFreeExit = (id: string): boolean => {
    const node = binding.readFacts(id)
    return node !== undefined && freeExit(id, node, edgesShown()) !== undefined
  }
  const connectionRefusal = (ends: { source: string; target: string }): ConnectionRefusal | undefined =>
    refuseConnection(ends, (id) => binding.readFacts(id)?.type, edgesShown(), hasFreeExit)

  const lineFrom = (
    source: string,
    target: string,
  ): { edge: FlowDraftEdge; made?: { field: string; value: JsonValue } } | undefined => {
    const node = binding.readFacts(source)
    const exit = node && exitForLine(source, node, edgesShown())
    if (!exit) return undefined
    return {
      edge: { source, sourceHandle: exit.handle, target, targetHandle: 'in' },
      ...(exit.made ? { made: exit.made } : {}),
    }
  }

  /** How far to the right nothing lies any more where these would, besides the node itself. */
  const freeShift = (wanted: readonly Box[], self?: string): number => {
    const taken = binding
      .getView()
      .nodes.filter(({ id, type }) => type !== 'group' && id !== self)
      .map(({ position, width, height }) => ({ ...position, width, height }))
    let shift = 0
    while (wanted.some((box) => taken.some((one) => overlap({ ...box, x: box.x + shift }, one))))
      shift += columnPitch
    return shift
  }
  const freePlace = (wanted: Point, self?: string): Point => {
    const place = onGrid(wanted)
    return [place[0] + freeShift([plainBox(place)], self), place[1]]
  }

  const addNode = (node: FlowDraftNode, behind?: string): string => {
    const id = newPartId()
    const line = behind === undefined ? undefined : lineFrom(behind, id)
    const nodes = new Map([[id, node]])
    const edges = new Map<string, FlowDraftEdge>()
    if (line) edges.set(newPartId(), line.edge)
    graph.add({ nodes, edges }, behind !== undefined && line?.made ? [{ id: behind, ...line.made }] : [])
    added.add(id)
    binding.select({ nodes: [id] })
    return id
  }

  /**
   * Two people who add a node in the same moment, or one of them without a line, put both on one spot. Where they meet, the one
   * with the higher id gives way, moved by whoever has added it: so one of them moves, and only one. What has been there for a
   * while meets nobody: it may be dragged across others.
   */
  const added = new Set<string>()
  const seenAt = new Map(binding.getView().nodes.map(({ id }) => [id, -Infinity]))
  const stopGivingWay = graph.observe(({ nodes: touched }) => {
    const now = performance.now()
    const newcomers: string[] = []
    for (const id of touched) {
      const at = seenAt.get(id) ?? now
      seenAt.set(id, at)
      if (now - at < meetingMs) newcomers.push(id)
    }
    for (const id of added) {
      const place = binding.readFacts(id)?.pos
      const isMet = newcomers.some((other) => other < id && isSameSpot(place, binding.readFacts(other)?.pos))
      if (place && isMet) graph.moveAside(id, freePlace(place, id))
    }
  })

  return {
    connectionRefusal,

    connect: (source: string, target: string): ConnectionRefusal | undefined => {
      const refusal = connectionRefusal({ source, target })
      if (refusal) return refusal
      const line = lineFrom(source, target)
      if (!line) return 'out-of-end'
      const id = newPartId()
      graph.add(
        { nodes: new Map(), edges: new Map([[id, line.edge]]) },
        line.made ? [{ id: source, ...line.made }] : [],
      )
      binding.select({ edges: [id] })
      return undefined
    },

    addAt: (type: string, place: Point): string => addNode({ type, pos: [...onGrid(place)], config: {} }),

    /** Under the one node that is selected and joined to it; with another selection to the given place. */
    addBehindSelection: (type: string, otherwise: Point): string => {
      const [only, more] = binding.getSelection().nodes
      const box = only === undefined || more !== undefined ? undefined : binding.readBox(only)
      const above = only === undefined ? undefined : binding.readFacts(only)
      const joins = box && above && !isGroup(above.type) && above.type !== 'end' && type !== 'start'
      const pos = freePlace(box ? [box.x, box.y + rowPitch] : otherwise)
      return addNode({ type, pos: [...pos], config: {} }, joins ? only : undefined)
    },

    /** What was copied, where it lay if nothing lies there, else beside that. */
    paste: ({ nodes, edges }: GraphParts): void => {
      const steps = [...nodes.values()].filter(({ type }) => !isGroup(type))
      const shift = freeShift(steps.map(({ pos }) => plainBox(pos)))
      const placed = [...nodes].map(([id, { pos, ...node }]): [string, FlowDraftNode] => [
        id,
        { ...node, pos: [pos[0] + shift, pos[1]] },
      ])
      graph.add({ nodes: new Map(placed), edges })
      binding.select({ nodes: nodes.keys() })
    },

    remove: (): void => {
      const { nodes, edges } = binding.getSelection()
      if (nodes.size + edges.size > 0) graph.remove(nodes, edges)
    },

    /** Puts a frame around what is selected; a frame that is selected is taken away, and its nodes stay. */
    toggleGroup: (): void => {
      const selected = [...binding.getSelection().nodes]
      const groups = selected.filter((id) => isGroup(binding.readFacts(id)?.type ?? ''))
      if (groups.length > 0) {
        graph.remove(new Set(groups), new Set())
        return
      }
      const [first] = selected
      const box = first === undefined ? undefined : binding.readBox(first)
      if (!box) return
      const id = newPartId()
      graph.group(id, { type: 'group', pos: [box.x, box.y], config: {} }, selected)
      binding.select({ nodes: [id] })
    },

    /** By keys: one step of the grid. */
    nudge: (stepX: number, stepY: number): void => {
      const ids = binding.withMembers(binding.getSelection().nodes)
      const places = new Map<string, Point>()
      for (const id of ids) {
        const box = binding.readBox(id)
        if (box) places.set(id, [box.x + stepX, box.y + stepY])
      }
      graph.move(places)
    },

    close: stopGivingWay,

    selectAll: () => {
      const { nodes, edges } = binding.getView()
      binding.select({ nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) })
    },
  }
}

const isSameSpot = (one: Point | undefined, other: Point | undefined): boolean =>
  one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1]

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
