import { randomUUID } from 'node:crypto'
import { flowDraft, flowLimits } from '#contract/flow-document.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph, GraphNode } from '#domain/flow-graph/graph.ts'
import type { Starter } from '#domain/flow-graph/starters/draw.ts'
import type { Refusal } from '#domain/rejection.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import { publishFlow } from '#server/commands/publish-flow.ts'
import { reviewFlow } from '#server/commands/review-flow.ts'

/** Draws one of the starters at the speed of the replay and publishes it. Returns the id of the flow. */
export async function publishStarter(
  database: Database,
  author: Actor,
  { boardName, starter, speed }: { boardName: string; starter: Starter; speed: number },
): Promise<string> {
  const flowId = randomUUID()
  const name = `${starter.name.en}, ${boardName}`.slice(0, flowLimits.nameLength)
  const graph = atSpeed(starter.graph, speed)
  const draft = flowDraft.parse({ ...graph, meta: { schema: 1, name } })
  // Nobody has the flow open: there is nothing to store first, and nobody to tell.
  const ports = {
    database,
    flushFlow: () => Promise.resolve(),
    announceVersion: () => undefined,
    now: Date.now,
  }
  granted(await createFlow(database, author, { id: flowId, draft, now: Date.now() }))
  const { review } = granted(await reviewFlow(ports, author, flowId))
  const raw = { seen: { seq: review.seq, version: null } }
  granted(await publishFlow(ports, author, { flowId, raw }))
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

/** @throws what was refused: a starter can be published as it is. */
function granted<Answer extends { ok: true }>(answer: Answer | Refusal): Answer {
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer
}
