import { nextOf } from './exits.ts'
import type { TypedGraph } from './typed-graph.ts'

/**
 * What runs in parallel. A fork opens a block, its join closes it; inside are the nodes that can only be reached
 * through the fork. A fork without a join of its own closes at the join of the block around it, or never.
 */
export type Block = { forkId: string; joinId: string | null; inside: ReadonlySet<string> }

export type Blocks = {
  /** Nodes to which a ticket can come. */
  reached: ReadonlySet<string>
  byFork: ReadonlyMap<string, Block>
  /** The fork that a join closes. */
  forkOf: ReadonlyMap<string, string>
  /** Joins that no fork leads to. */
  loose: readonly string[]
  /** Forks with more than one join of their own, which would wait for each other for ever. */
  tornForks: readonly string[]
}

export function findBlocks(graph: TypedGraph, startId: string): Blocks {
  const dominators = new Dominators(graph, startId)
  const ofType = (type: 'fork' | 'join') =>
    [...graph.nodes.values()]
      .filter((node) => node.type === type && dominators.reaches(node.id))
      .map(({ id }) => id)
  const forks = new Set(ofType('fork'))
  const forkOf = new Map<string, string>()
  const joinOf = new Map<string, string>()
  const tornForks: string[] = []
  const loose: string[] = []
  // A join behind another one is looked at after it.
  const joins = ofType('join').sort((one, other) => dominators.of(one).length - dominators.of(other).length)
  for (const joinId of joins) {
    const forkId = dominators
      .of(joinId)
      .find((id) => forks.has(id) && !isClosedBefore(id, joinId, joinOf, dominators))
    if (forkId === undefined) {
      loose.push(joinId)
      continue
    }
    if (joinOf.has(forkId)) tornForks.push(forkId)
    forkOf.set(joinId, forkId)
    joinOf.set(forkId, joinId)
  }
  const closing = (forkId: string): string | null => {
    const own = joinOf.get(forkId)
    if (own !== undefined) return own
    const around = dominators
      .of(forkId)
      .find((id) => forks.has(id) && !isClosedBefore(id, forkId, joinOf, dominators))
    return around === undefined ? null : closing(around)
  }
  const blocks = [...forks].map((forkId) => {
    const joinId = closing(forkId)
    return { forkId, joinId, inside: insideOf(graph, forkId, joinId, dominators) }
  })
  const reached = new Set([...graph.nodes.keys()].filter((id) => dominators.reaches(id)))
  return { reached, byFork: new Map(blocks.map((block) => [block.forkId, block])), forkOf, loose, tornForks }
}

/** A block that every way to the node has already left by its join. */
const isClosedBefore = (
  forkId: string,
  nodeId: string,
  joinOf: ReadonlyMap<string, string>,
  dominators: Dominators,
): boolean => {
  const joinId = joinOf.get(forkId)
  return joinId !== undefined && joinId !== nodeId && dominators.of(nodeId).includes(joinId)
}

function insideOf(
  graph: TypedGraph,
  forkId: string,
  joinId: string | null,
  dominators: Dominators,
): ReadonlySet<string> {
  const inside = new Set<string>()
  const queue = [...nextOf(graph, forkId)]
  for (let nodeId = queue.pop(); nodeId !== undefined; nodeId = queue.pop()) {
    if (nodeId === joinId || inside.has(nodeId) || !dominators.of(nodeId).includes(forkId)) continue
    const node = graph.nodes.get(nodeId)
    if (node?.type === 'end' && node.config.ends === 'ticket') continue
    inside.add(nodeId)
    queue.push(...nextOf(graph, nodeId))
  }
  return inside
}

/** Cooper, Harvey and Kennedy, A Simple, Fast Dominance Algorithm (2001). */
class Dominators {
  private readonly order = new Map<string, number>()
  private readonly parent = new Map<string, string>()

  constructor(graph: TypedGraph, startId: string) {
    const postorder = walk(graph, startId)
    postorder.forEach((id, index) => this.order.set(id, index))
    const before = new Map<string, string[]>()
    for (const id of postorder)
      for (const target of nextOf(graph, id)) before.set(target, [...(before.get(target) ?? []), id])
    this.parent.set(startId, startId)
    const forward = postorder.filter((id) => id !== startId).reverse()
    let changed = true
    while (changed) {
      changed = false
      for (const id of forward) {
        const known = (before.get(id) ?? []).filter((one) => this.parent.has(one))
        const nearest = known.reduce((one, other) => this.meet(one, other))
        if (this.parent.get(id) === nearest) continue
        this.parent.set(id, nearest)
        changed = true
      }
    }
  }

  reaches(nodeId: string): boolean {
    return this.parent.has(nodeId)
  }

  /** Nodes through which every way from the start to this one leads, the nearest first, without the node itself. */
  of(nodeId: string): readonly string[] {
    const found: string[] = []
    let id = nodeId
    for (let above = this.parent.get(id); above !== undefined && above !== id; above = this.parent.get(id)) {
      found.push(above)
      id = above
    }
    return found
  }

  private meet(one: string, other: string): string {
    while (one !== other) {
      if (this.rank(one) < this.rank(other)) one = this.parent.get(one) ?? one
      else other = this.parent.get(other) ?? other
    }
    return one
  }

  private rank(id: string): number {
    return this.order.get(id) ?? -1
  }
}

/** Node ids in postorder; without recursion, since a chain may be long. */
function walk(graph: TypedGraph, startId: string): readonly string[] {
  const seen = new Set([startId])
  const finished: string[] = []
  const stack = [{ id: startId, rest: [...nextOf(graph, startId)] }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.rest.pop()
    if (next === undefined) {
      finished.push(top.id)
      stack.pop()
    } else if (!seen.has(next)) {
      seen.add(next)
      stack.push({ id: next, rest: [...nextOf(graph, next)] })
    }
  }
  return finished
}
