import { randomUUID } from 'node:crypto'
import { publishRequest, type PublishAnswer, type PublishRequest } from '#contract/flow-publishing.ts'
import { holdCalendars } from '#db/calendar.ts'
import { holdTeams } from '#db/team.ts'
import type { Transaction } from '#db/client.ts'
import { forgetFlowChanges } from '#db/flow-documents.ts'
import { insertMigration } from '#db/flow-migration.ts'
import { insertFlowVersion, lockFlow } from '#db/flow-versions.ts'
import { actorRef, type Actor, type ActorRef } from '#domain/actor.ts'
import { isBehind } from '#domain/flow-graph/change-authors.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { withDependencies } from '#domain/flow-graph/dependencies.ts'
import { applyChanges, graphDifference } from '#domain/flow-graph/difference.ts'
import type { FlowGraph, Malformed } from '#domain/flow-graph/graph.ts'
import { toMoveMapping } from '#domain/flow-graph/move-mapping.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'
import { loadDraft, type Draft } from './load-draft.ts'
import type { FlowPorts } from './review-flow.ts'

export type PublishPorts = FlowPorts & { announceVersion: (flowId: string, number: number) => void }

/** Freezes the draft that the person has seen, or some of its changes, as the next version. All of it or nothing. */
export async function publishFlow(
  { database: { sql }, flushFlow, announceVersion, now, allowPrivateWebhooks = false }: PublishPorts,
  actor: Actor,
  { flowId, raw }: { flowId: string; raw: unknown },
): Promise<PublishAnswer> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const parsed = publishRequest.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'publish' })
  // Before the lock, which storing has to wait for.
  await flushFlow(flowId)
  const answer = await sql.begin((tx) =>
    publish(tx, flowId, parsed.data, { by: actorRef(actor), at: now(), allowPrivateWebhooks }),
  )
  if (answer.ok) announceVersion(flowId, answer.number)
  return answer
}

async function publish(
  tx: Transaction,
  flowId: string,
  { seen, changeIds, name }: PublishRequest,
  { by, at, allowPrivateWebhooks }: { by: ActorRef; at: Instant; allowPrivateWebhooks: boolean },
): Promise<PublishAnswer> {
  await lockFlow(tx, flowId)
  // Before they are looked at: what is published with one of them keeps it from being deleted.
  await holdCalendars(tx)
  await holdTeams(tx)
  const loaded = await loadDraft(tx, flowId, { allowPrivateWebhooks })
  if (!loaded.ok) return loaded
  const { draft } = loaded
  const moved = findMove(draft, seen)
  if (moved) return moved
  if (draft.newest && draft.changes.length === 0) return refuse({ name: 'draft-unchanged' })
  const chosen = changeIds ? choose(draft, changeIds) : { ok: true as const, ...draft }
  if (!chosen.ok) return chosen
  const { graph, malformed } = chosen
  const problems = validateGraph(graph, draft.context, malformed)
  if (problems.some(({ severity }) => severity === 'error')) return refuse({ name: 'flow-flawed', problems })

  const { seq, document } = draft
  const number = (draft.newest?.number ?? 0) + 1
  const compiled = compileGraph(graph, { flowId, number })
  await insertFlowVersion(tx, { compiled, name, graph, seq, document, createdBy: by, createdAt: at })
  const left = graphDifference(graph, draft.graph)
  const kept = draft.steps.filter((step) => left.some((change) => isBehind(change, step)))
  await forgetFlowChanges(tx, flowId, { seq, kept })
  // In the transaction of the version: a plan that everybody was shown is not lost between the two.
  const mapping = toMoveMapping(draft.movePlan, draft.published, graph)
  const onlyNodes = Object.keys(mapping).filter((nodeId) => mapping[nodeId] !== null)
  if (onlyNodes.length > 0)
    await insertMigration(tx, {
      id: randomUUID(),
      flowId,
      to: number,
      mapping,
      onlyNodes,
      from: null,
      by,
      at,
    })
  return { ok: true, number }
}

/** Nobody publishes what they have not seen. A comment changes nothing that is published. */
function findMove({ newest, steps, seq }: Draft, seen: PublishRequest['seen']): Refusal | undefined {
  if (newest && newest.number !== seen.version)
    return refuse({ name: 'flow-published', number: newest.number, publishedBy: newest.createdBy.name })
  const since = steps.filter((step) => step.seq > seen.seq && step.map !== 'comments')
  if (since.length > 0)
    return refuse({
      name: 'draft-moved',
      changes: since.map(({ author, map, elementId, field, at }) => ({ author, map, elementId, field, at })),
    })
  const isOfThisLog = seen.seq <= seq && (newest !== undefined || seen.version === null)
  return isOfThisLog ? undefined : refuse({ name: 'wrong-field', field: 'seen' })
}

/** The newest version with these changes. They must be whole: nobody publishes a colleague's change without choosing it. */
function choose(
  { published, changes, malformed }: Draft,
  changeIds: readonly string[],
): { ok: true; graph: FlowGraph; malformed: readonly Malformed[] } | Refusal {
  const chosen = new Set(changeIds)
  const known = new Set(changes.map(({ id }) => id))
  if (!changeIds.every((id) => known.has(id))) return refuse({ name: 'wrong-field', field: 'changeIds' })
  const missing = withDependencies(changes, chosen).filter((id) => !chosen.has(id))
  if (missing.length > 0) return refuse({ name: 'changes-torn', missing })
  return {
    ok: true,
    graph: applyChanges(
      published,
      changes.filter(({ id }) => chosen.has(id)),
    ),
    // What cannot be read looks taken away; who has not chosen that keeps what is published.
    malformed: malformed.filter(({ part, id }) => chosen.has(`${part}-removed:${id}`)),
  }
}
