import { stages, type Stage } from '../stage.ts'
import type { Blocks } from './blocks.ts'
import { exitsOf, nextOf, outcomesOf } from './exits.ts'
import type { TypedNode } from './node-config.ts'
import { problemAt, type Problem } from './problem.ts'
import type { TypedEdge, TypedGraph } from './typed-graph.ts'

/** Edges and exits that do not go together, whatever the settings say. */
export function checkEdges(graph: TypedGraph): readonly Problem[] {
  return [
    ...graph.edges.flatMap((edge) => checkEdge(graph, edge)),
    ...[...graph.nodes.values()].flatMap((node) => checkExits(graph, node)),
  ]
}

function checkEdge({ nodes }: TypedGraph, edge: TypedEdge): readonly Problem[] {
  const place = { edgeId: edge.id }
  const source = nodes.get(edge.source)
  const target = nodes.get(edge.target)
  if (!source || !target || source.type === 'group' || target.type === 'group')
    return [problemAt(place, { name: 'edge-dangling' })]
  if (target.type === 'start') return [problemAt(place, { name: 'edge-into-start' })]
  if (!exitsOf(source).some(({ handle }) => handle === edge.sourceHandle))
    return [problemAt(place, { name: 'exit-unknown', handle: edge.sourceHandle })]
  return checkStageOrder(source, target, edge)
}

function checkExits(graph: TypedGraph, node: TypedNode): readonly Problem[] {
  const place = { nodeId: node.id }
  const edges = graph.leaving.get(node.id) ?? []
  return exitsOf(node).flatMap(({ handle, optional }) => {
    const count = edges.filter(({ sourceHandle }) => sourceHandle === handle).length
    // Whether a condition needs an else depends on its guards.
    if (count === 0)
      return optional || handle === 'else' ? [] : [problemAt(place, { name: 'exit-open', handle }, handle)]
    if (node.type === 'fork') return count > 1 ? [] : [problemAt(place, { name: 'fork-single' })]
    return count === 1 ? [] : [problemAt(place, { name: 'exit-split', handle, count }, handle)]
  })
}

/** A ticket comes forward, unless the way is meant to lead back: a refusal, a time-out, an outcome marked so. */
function checkStageOrder(source: TypedNode, target: TypedNode, edge: TypedEdge): readonly Problem[] {
  const from = stageOf(source)
  const to = stageOf(target)
  if (!from || !to || from === 'waiting' || to === 'waiting') return []
  if (stages.indexOf(to) >= stages.indexOf(from) || leadsBack(source, edge.sourceHandle)) return []
  return [problemAt({ edgeId: edge.id }, { name: 'stage-backwards', from, to })]
}

const stageOf = ({ config }: TypedNode): Stage | null => ('stage' in config ? config.stage : null)

function leadsBack(source: TypedNode, handle: string): boolean {
  if (['rejected', 'timed-out', 'unassigned', 'failed'].includes(handle)) return true
  return source.type === 'task' && outcomesOf(source).some(({ id, back }) => id === handle && back === true)
}

/** Whether tickets can come to every node, and from every node to an end. */
export function checkWays(graph: TypedGraph, blocks: Blocks): readonly Problem[] {
  const problems: Problem[] = []
  const finishing = nodesBefore(graph, (node) => node.type === 'end')
  for (const node of graph.nodes.values()) {
    if (node.type === 'group') continue
    if (!blocks.reached.has(node.id)) problems.push(problemAt({ nodeId: node.id }, { name: 'unreachable' }))
    else if (!finishing.has(node.id)) problems.push(problemAt({ nodeId: node.id }, { name: 'dead-end' }))
  }
  const round = findEndlessLoop(graph)
  if (round !== undefined) problems.push(problemAt({ nodeId: round }, { name: 'endless-loop' }))
  return problems
}

function nodesBefore(graph: TypedGraph, isTarget: (node: TypedNode) => boolean): ReadonlySet<string> {
  const before = new Map<string, string[]>()
  for (const id of graph.nodes.keys())
    for (const target of nextOf(graph, id)) before.set(target, [...(before.get(target) ?? []), id])
  const found = new Set<string>()
  const queue = [...graph.nodes.values()].filter(isTarget).map(({ id }) => id)
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    queue.push(...(before.get(id) ?? []))
  }
  return found
}

/** Where a ticket leaves a node without anybody or anything being waited for. */
function nextAtOnce(graph: TypedGraph, nodeId: string): readonly string[] {
  const node = graph.nodes.get(nodeId)
  switch (node?.type) {
    case undefined:
    case 'timer':
    case 'auto-assign':
    case 'end':
    case 'group':
      return []
    case 'task':
    case 'approval':
      return node.config.vacant.kind === 'go-to' ? [node.config.vacant.nodeId] : []
    case 'sub-ticket':
    case 'webhook':
      return node.config.waits ? [] : nextOf(graph, nodeId)
    case 'start':
    case 'condition':
    case 'fork':
    case 'join':
    case 'notify':
      return nextOf(graph, nodeId)
  }
}

/** Some node of a loop in which no step waits: peels off what leads out until nothing is left, or a loop. */
function findEndlessLoop(graph: TypedGraph): string | undefined {
  const waiting = new Map<string, number>()
  const before = new Map<string, string[]>()
  for (const id of graph.nodes.keys()) {
    const next = nextAtOnce(graph, id).filter((target) => graph.nodes.has(target))
    waiting.set(id, next.length)
    for (const target of next) before.set(target, [...(before.get(target) ?? []), id])
  }
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id)
    for (const source of before.get(id) ?? []) {
      const rest = (waiting.get(source) ?? 0) - 1
      waiting.set(source, rest)
      if (rest === 0) free.push(source)
    }
  }
  // What only leads into a loop is left as well; a node of the loop itself is one that can come back to itself.
  return [...waiting.keys()].find((id) => comesBack(graph, id))
}

function comesBack(graph: TypedGraph, start: string): boolean {
  const seen = new Set<string>()
  const queue = [...nextAtOnce(graph, start)]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === start) return true
    if (seen.has(id)) continue
    seen.add(id)
    queue.push(...nextAtOnce(graph, id))
  }
  return false
}

/** Forks and joins that do not belong together. */
export function checkParallel(graph: TypedGraph, blocks: Blocks): readonly Problem[] {
  const left = [...blocks.byFork.values()].flatMap(({ forkId, joinId, inside }) =>
    graph.edges
      .filter(({ source, target }) => inside.has(source) && !inside.has(target) && target !== joinId)
      // A branch that ends in an end of its own needs no join; one that goes on elsewhere takes the others with it.
      .map(({ id }) => problemAt({ edgeId: id }, { name: 'fork-left' }, forkId)),
  )
  const unjoined = [...blocks.byFork.values()].filter(
    ({ joinId, inside }) => joinId === null && ![...inside].some((id) => graph.nodes.get(id)?.type === 'end'),
  )
  return [
    ...left,
    ...unjoined.map(({ forkId }) => problemAt({ nodeId: forkId }, { name: 'fork-unjoined' })),
    ...blocks.tornForks.map((forkId) => problemAt({ nodeId: forkId }, { name: 'fork-torn' })),
    ...blocks.loose.map((joinId) => problemAt({ nodeId: joinId }, { name: 'join-without-fork' })),
  ]
}
