import { randomUUID } from 'node:crypto'
import { flowLimits } from '#contract/flow-document.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph, GraphNode } from '#domain/flow-graph/graph.ts'
import type { Starter } from '#domain/flow-graph/starters/draw.ts'
import { publishNewFlow } from '#server/commands/publish-new-flow.ts'

/** Draws one of the starters at the speed of the replay and publishes it. Returns the id of the flow. */
export async function publishStarter(
  database: Database,
  author: Actor,
  { boardName, starter, speed }: { boardName: string; starter: Starter; speed: number },
): Promise<string> {
  const flowId = randomUUID()
  const name = `${starter.name.en}, ${boardName}`.slice(0, flowLimits.nameLength)
  const graph = atSpeed(starter.graph, speed)
  await publishNewFlow(database, author, { flowId, name, graph })
  return flowId
}

const timesOf = ['limitMinutes', 'warnMinutes', 'minutes', 'patienceMinutes'] as const

/**
 * The flow with all its times divided: a day that passes in minutes must not wait for an hour of the clock on the wall. Flows
 * know no less than a minute.
 */
export function atSpeed(graph: FlowGraph, speed: number): FlowGraph {
  const shorten = (node: GraphNode): GraphNode => {
    const times = timesOf.flatMap((field) => {
      const minutes = node.config[field]
      return typeof minutes === 'number' ? [[field, Math.max(1, Math.round(minutes / speed))] as const] : []
    })
    return { ...node, config: { ...node.config, ...Object.fromEntries(times) } }
  }
  const nodes = Object.entries(graph.nodes).map(([id, node]) => [id, shorten(node)] as const)
  return { ...graph, nodes: Object.fromEntries(nodes) }
}
