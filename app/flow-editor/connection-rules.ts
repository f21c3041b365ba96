import type { FlowDraftEdge } from '#contract/flow-document.ts'

type Ends = { source: string; target: string }

export type ConnectionRefusal = 'to-itself' | 'already-there' | 'into-start' | 'out-of-end' | 'not-a-step'

/**
 * Why a line cannot be drawn from one node to another, or undefined when it can. Two ways out may lead to the same node: what
 * was accepted and what nobody answered in time goes on alike.
 */
export function refuseConnection(
  { source, target }: Ends,
  typeOf: (id: string) => string | undefined,
  edges: Iterable<Pick<FlowDraftEdge, 'source' | 'target'>>,
  hasFreeExit: (id: string) => boolean,
): ConnectionRefusal | undefined {
  if (source === target) return 'to-itself'
  const [from, to] = [typeOf(source), typeOf(target)]
  if (from === undefined || to === undefined || from === 'group' || to === 'group') return 'not-a-step'
  if (to === 'start') return 'into-start'
  if (from === 'end') return 'out-of-end'
  for (const edge of edges)
    if (edge.source === source && edge.target === target)
      return from === 'fork' || !hasFreeExit(source) ? 'already-there' : undefined
  return undefined
}
