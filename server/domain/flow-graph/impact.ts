/** What can be told of a graph without reading its settings: the draft on a canvas and a published version alike. */
export type GraphOutline = {
  hasNode: (id: string) => boolean
  edges: Iterable<{ source: string; sourceHandle?: string | null | undefined; target: string }>
}

/** `deleted`: gone from the newer graph. `rewired`: still there, with other ways out. */
export type NodeImpact = 'deleted' | 'rewired'

/** What becomes of these nodes from one graph to the next; those that stay as they are are left out. */
export function findImpacts(
  before: GraphOutline,
  after: GraphOutline,
  nodeIds: Iterable<string>,
): ReadonlyMap<string, NodeImpact> {
  const waysBefore = waysOut(before.edges)
  const waysAfter = waysOut(after.edges)
  const impacts = new Map<string, NodeImpact>()
  for (const id of nodeIds) {
    if (!after.hasNode(id)) impacts.set(id, 'deleted')
    else if (before.hasNode(id) && !isSame(waysBefore.get(id), waysAfter.get(id))) impacts.set(id, 'rewired')
  }
  return impacts
}

/** Where one gets from each node, and by which exit. */
function waysOut(edges: GraphOutline['edges']): Map<string, Set<string>> {
  const ways = new Map<string, Set<string>>()
  for (const { source, sourceHandle, target } of edges) {
    const own = ways.get(source) ?? new Set()
    // Where a node has one exit the canvas may leave its name out.
    ways.set(source, own.add(`${sourceHandle ?? 'done'} ${target}`))
  }
  return ways
}

const isSame = (one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): boolean =>
  one.size === other.size && [...one].every((way) => other.has(way))
