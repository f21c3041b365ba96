import type { VersionStanding } from '#contract/flow-migration.ts'
import type { FlowGraph, GraphNode } from '#domain/flow-graph/graph.ts'
import { canReceive } from '../live/targets.ts'

/** A node on which tickets of the chosen versions stand. */
export type Stop = {
  nodeId: string
  node: GraphNode | undefined
  tickets: number
  /** The version has it, so that its tickets can stay where they are. */
  isThere: boolean
}

/** Those that are gone first, then those with the most tickets. */
export function findStops(
  standing: readonly VersionStanding[],
  from: ReadonlySet<number>,
  graphs: ReadonlyMap<number, FlowGraph>,
  target: FlowGraph,
): readonly Stop[] {
  const stops = new Map<string, Stop>()
  for (const { version, nodeId, tickets } of standing) {
    if (!from.has(version)) continue
    const known = stops.get(nodeId)
    stops.set(nodeId, {
      nodeId,
      node: known?.node ?? graphs.get(version)?.nodes[nodeId],
      tickets: tickets + (known?.tickets ?? 0),
      isThere: Object.hasOwn(target.nodes, nodeId),
    })
  }
  return [...stops.values()].sort(
    (one, other) => Number(one.isThere) - Number(other.isThere) || other.tickets - one.tickets,
  )
}

/** Where tickets can be sent, in the order in which one reads the canvas. */
export const listStops = ({ nodes }: FlowGraph): readonly [string, GraphNode][] =>
  Object.entries(nodes)
    .filter(([, { type }]) => canReceive(type))
    .sort(([, { pos: one }], [, { pos: other }]) => one[1] - other[1] || one[0] - other[0])
