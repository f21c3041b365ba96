import type { FlowReviewAnswer } from '#contract/flow-publishing.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'
import { listDraftChanges, loadDraft } from './load-draft.ts'

export type FlowPorts = {
  database: Pick<Database, 'sql'>
  /** Stores what has been taken and not stored yet, so that the log holds what people were shown. */
  flushFlow: (flowId: string) => Promise<void>
  now: () => Instant
  /** Webhooks of flows may call machines inside; they may not unless it is said. */
  allowPrivateWebhooks?: boolean
}

/** What a person looks at before publishing: changes by author, what needs what, and what is wrong with the draft. */
export async function reviewFlow(
  { database: { sql }, flushFlow, now, allowPrivateWebhooks = false }: FlowPorts,
  actor: Actor,
  flowId: string,
): Promise<FlowReviewAnswer> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  await flushFlow(flowId)
  const loaded = await sql.begin('isolation level repeatable read read only', (tx) =>
    loadDraft(tx, flowId, { allowPrivateWebhooks }),
  )
  if (!loaded.ok) return loaded
  const { draft } = loaded
  const { seq, newest, published, graph, context, malformed } = draft
  return {
    ok: true,
    review: {
      seq,
      takenAt: now(),
      version: newest
        ? {
            number: newest.number,
            name: newest.name,
            createdBy: newest.createdBy,
            createdAt: newest.createdAt,
          }
        : null,
      changes: listDraftChanges(draft),
      problems: validateGraph(graph, context, malformed),
      published,
      draft: graph,
      malformed,
    },
  }
}
