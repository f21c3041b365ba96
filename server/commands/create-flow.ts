import { Doc, encodeStateAsUpdateV2 } from 'yjs'
import { flowDraft, flowLimits, type FlowDraft } from '#contract/flow-document.ts'
import { writeFlowDraft } from '#contract/flow-draft.ts'
import type { Database } from '#db/client.ts'
import { insertFlow } from '#db/flow-documents.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'

/** A new flow whose document holds the given graph. Made here, so that no two screens fill the same empty document. */
export async function createFlow(
  { kysely }: Pick<Database, 'kysely'>,
  actor: Actor,
  given: { id: string; draft: FlowDraft; now: Instant },
): Promise<{ ok: true; flowId: string } | Refusal> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const draft = flowDraft.safeParse(given.draft)
  if (!draft.success)
    return refuse({ name: 'wrong-field', field: draft.error.issues[0]?.path.join('.') ?? '' })
  const name = draft.data.meta.name.trim()
  if (name === '' || name.length > flowLimits.nameLength)
    return refuse({ name: 'wrong-field', field: 'meta.name' })
  const document = documentOf({ ...draft.data, meta: { ...draft.data.meta, name } })
  if (Object.keys(draft.data.nodes).length > flowLimits.nodes || document.length > flowLimits.documentBytes)
    return refuse({ name: 'flow-too-large', nodes: flowLimits.nodes, megabytes: megabytes })
  await insertFlow(kysely, {
    id: given.id,
    name,
    createdBy: actorRef(actor),
    createdAt: given.now,
    document,
  })
  return { ok: true, flowId: given.id }
}

const megabytes = flowLimits.documentBytes / 2 ** 20

function documentOf(draft: FlowDraft): Uint8Array {
  const doc = new Doc()
  writeFlowDraft(doc, draft)
  const bytes = encodeStateAsUpdateV2(doc)
  doc.destroy()
  return bytes
}
