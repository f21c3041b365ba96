import { Graph, layout } from '@dagrejs/dagre'
import { barHeight, columnPitch, nodeHeight, nodeWidth, onGrid, rowPitch, type Point } from './geometry.ts'
import { isBar } from './node-box.ts'

type Node = { readonly id: string; readonly type: string }
type Edge = { readonly source: string; readonly target: string }

/** Places for all nodes, from top to bottom in layers, on the grid. */
export function autoLayout(nodes: readonly Node[], edges: readonly Edge[]): Map<string, Point> {
  const graph = new Graph({ multigraph: true })
  /** A bar will be as wide as its branches, so it is given the room of as many columns. */
  const widthOf = (id: string, type: string): number => {
    if (!isBar(type)) return nodeWidth
    const branches = edges.filter(({ source, target }) => (type === 'fork' ? source : target) === id).length
    return (Math.max(branches, 1) - 1) * columnPitch + nodeWidth
  }
  graph.setGraph({
    rankdir: 'TB',
    nodesep: columnPitch - nodeWidth,
    ranksep: rowPitch - nodeHeight,
  })
  graph.setDefaultEdgeLabel(() => ({}))
  // Circles are broken by walking them from the first node on: from the start, it is the way back that is turned round.
  const startFirst = [...nodes].sort(
    (one, other) => Number(other.type === 'start') - Number(one.type === 'start'),
  )
  for (const { id, type } of startFirst)
    graph.setNode(id, { width: widthOf(id, type), height: isBar(type) ? barHeight : nodeHeight })
  for (const [index, { source, target }] of edges.entries())
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target, {}, String(index))
  layout(graph)
  const places = new Map<string, Point>()
  for (const { id, type } of nodes) {
    const { x, y } = graph.node(id) as { x: number; y: number }
    places.set(id, onGrid([x - widthOf(id, type) / 2, y - (isBar(type) ? barHeight : nodeHeight) / 2]))
  }
  return places
}
