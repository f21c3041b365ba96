import type { FlowDraftEdge, FlowDraftNode, JsonValue } from '#contract/flow-document.ts'
import { refuseConnection, type ConnectionRefusal } from './connection-rules.ts'
import { exitForLine, freeExit } from './exits.ts'
import { columnPitch, onGrid, rowPitch, type Box, type Point } from './geometry.ts'
import type { GraphBinding } from './graph-binding.ts'
import { newPartId } from './new-part-id.ts'
import { isGroup, plainBox } from './node-box.ts'

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

  /** The first place to the right of the wanted one on which nothing lies. */
  const freePlace = (wanted: Point): Point => {
    const taken = binding.getView().nodes.filter(({ type }) => type !== 'group')
    let place = onGrid(wanted)
    while (
      taken.some(({ position, width, height }) => overlap(plainBox(place), { ...position, width, height }))
    )
      place = [place[0] + columnPitch, place[1]]
    return place
  }

  const addNode = (node: FlowDraftNode, behind?: string): string => {
    const id = newPartId()
    const line = behind === undefined ? undefined : lineFrom(behind, id)
    const nodes = new Map([[id, node]])
    const edges = new Map<string, FlowDraftEdge>()
    if (line) edges.set(newPartId(), line.edge)
    graph.add({ nodes, edges }, behind !== undefined && line?.made ? [{ id: behind, ...line.made }] : [])
    binding.select({ nodes: [id] })
    return id
  }

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

    selectAll: () => {
      const { nodes, edges } = binding.getView()
      binding.select({ nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) })
    },
  }
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
