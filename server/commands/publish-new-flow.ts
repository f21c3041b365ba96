import { flowDraft } from '#contract/flow-document.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Refusal } from '#domain/rejection.ts'
import { createFlow } from './create-flow.ts'
import { publishFlow } from './publish-flow.ts'
import { reviewFlow } from './review-flow.ts'

/**
 * Draws a flow and publishes it in one go, for programs that bring their own: nobody can have it open yet.
 * @throws what was refused: a starter can be published as it is.
 */
export async function publishNewFlow(
  database: Database,
  author: Actor,
  { flowId, name, graph }: { flowId: string; name: string; graph: FlowGraph },
): Promise<void> {
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
}

function granted<Answer extends { ok: true }>(answer: Answer | Refusal): Answer {
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer
}
