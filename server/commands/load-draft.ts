import { applyUpdate, applyUpdateV2, Doc, encodeStateAsUpdateV2 } from 'yjs'
import type { DraftChange } from '#contract/flow-publishing.ts'
import { readFlowJson, readMovePlan } from '#contract/flow-draft.ts'
import type { Transaction } from '#db/client.ts'
import { findDocumentAfter, findFlowChanges, type FlowChange, type StoredBytes } from '#db/flow-documents.ts'
import { findFlowHead, findNewestFlowVersion, type FlowHead, type PublishedFlow } from '#db/flow-versions.ts'
import { findCalendarIds } from '#db/calendar.ts'
import { findPersonIds } from '#db/person.ts'
import { findTeamIds } from '#db/team.ts'
import { isBehind } from '#domain/flow-graph/change-authors.ts'
import type { ValidationContext } from '#domain/flow-graph/check-settings.ts'
import { withDependencies } from '#domain/flow-graph/dependencies.ts'
import { graphDifference, type GraphChange } from '#domain/flow-graph/difference.ts'
import { parseGraph, type FlowGraph, type Malformed } from '#domain/flow-graph/graph.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'

export type Draft = FlowHead & {
  /** The whole document as a Yjs update, V2. */
  document: Uint8Array
  graph: FlowGraph
  malformed: readonly Malformed[]
  newest: PublishedFlow | undefined
  /** What the newest version holds; before the first one, nothing. */
  published: FlowGraph
  changes: readonly GraphChange[]
  steps: readonly FlowChange[]
  /** Where the tickets of which nodes go with the next version. */
  movePlan: ReadonlyMap<string, string | null>
  context: ValidationContext
}

/** The draft as its log stands in this transaction, with what it is compared to and checked against. */
export async function loadDraft(
  tx: Transaction,
  flowId: string,
  { allowPrivateWebhooks }: { allowPrivateWebhooks: boolean },
): Promise<({ ok: true } & { draft: Draft }) | Refusal> {
  const head = await findFlowHead(tx, flowId)
  if (!head) return refuse({ name: 'flow-not-found' })
  const stored = await findDocumentAfter(tx, flowId, -1)
  const newest = await findNewestFlowVersion(tx, flowId)
  const { raw, document, movePlan } = readStored(stored, newest?.number ?? 0)
  const parsed = parseGraph(raw)
  if (!parsed.ok) return refuse({ name: 'wrong-field', field: parsed.path })
  const { graph, malformed } = parsed
  const published = newest?.graph ?? { meta: graph.meta, nodes: {}, edges: {} }
  const draft: Draft = {
    ...head,
    document,
    graph,
    malformed,
    newest,
    published,
    changes: graphDifference(published, graph),
    steps: await findFlowChanges(tx, flowId),
    movePlan,
    context: await readValidationContext(tx, { allowPrivateWebhooks }),
  }
  return { ok: true, draft }
}

/** What a graph is checked against on this installation. */
export const readValidationContext = async (
  tx: Transaction,
  { allowPrivateWebhooks }: { allowPrivateWebhooks: boolean },
): Promise<ValidationContext> => ({
  fields: starterFields,
  people: await findPersonIds(tx),
  teams: await findTeamIds(tx),
  calendars: await findCalendarIds(tx),
  allowPrivateHosts: allowPrivateWebhooks,
})

/** The changes since the newest version, with who is behind each and what each needs. */
export function listDraftChanges({ changes, steps, createdBy }: Draft): readonly DraftChange[] {
  return changes.map((change) => {
    const behind = steps.filter((step) => isBehind(change, step))
    const authors = new Map(behind.map(({ authorId, author }) => [authorId, author]))
    const isNew = change.kind === 'node-added' || change.kind === 'edge-added'
    // Nobody has put it there since: it was in the graph from which the flow was made.
    if (isNew && behind.every(({ field }) => field !== '')) authors.set(createdBy.id, createdBy.name)
    return {
      change,
      authors: [...authors].map(([id, name]) => ({ id, name })),
      changedAt: behind.length === 0 ? null : Math.max(...behind.map(({ at }) => at)),
      needs: withDependencies(changes, new Set([change.id])).filter((id) => id !== change.id),
    }
  })
}

function readStored(stored: readonly StoredBytes[], newest: number) {
  const doc = new Doc()
  for (const { isSnapshot, bytes } of stored) (isSnapshot ? applyUpdateV2 : applyUpdate)(doc, bytes)
  const raw = readFlowJson(doc)
  const movePlan = readMovePlan(doc, newest)
  const document = encodeStateAsUpdateV2(doc)
  doc.destroy()
  return { raw, document, movePlan }
}
