import { findBlocks } from './blocks.ts'
import { checkEdges, checkParallel, checkWays } from './check-shape.ts'
import { checkSettings, type ValidationContext } from './check-settings.ts'
import type { FlowGraph, Malformed } from './graph.ts'
import { problemAt, type Problem } from './problem.ts'
import { typeGraph } from './typed-graph.ts'

/**
 * Everything that is wrong with a graph: errors first, then warnings, each group in the order of the document.
 * Never throws; what cannot be told yet because something else is wrong is not reported.
 */
export function validateGraph(
  graph: FlowGraph,
  context: ValidationContext,
  malformed: readonly Malformed[] = [],
): readonly Problem[] {
  const typed = typeGraph(graph)
  const nodes = [...typed.nodes.values()]
  const starts = nodes.filter(({ type }) => type === 'start')
  const problems: Problem[] = [
    ...malformed.map(({ part, id }) =>
      problemAt(part === 'node' ? { nodeId: id } : { edgeId: id }, { name: 'malformed' }),
    ),
    ...typed.flaws.map(({ nodeId, field }) =>
      problemAt({ nodeId }, { name: 'setting-unreadable', field }, field),
    ),
    ...checkEdges(typed),
    ...nodes.flatMap((node) => checkSettings(typed, node, context)),
  ]
  if (!nodes.some(({ type }) => type === 'end')) problems.push(problemAt({}, { name: 'end-missing' }))
  const [start] = starts
  if (!start) problems.push(problemAt({}, { name: 'start-missing' }))
  for (const { id } of starts.slice(1))
    problems.push(problemAt({ nodeId: id }, { name: 'start-repeated', count: starts.length }))
  if (start) {
    const blocks = findBlocks(typed, start.id)
    problems.push(...checkWays(typed, blocks), ...checkParallel(typed, blocks))
  }
  const isError = ({ severity }: Problem) => severity === 'error'
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))]
}
