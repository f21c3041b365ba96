import {
  mostListedTickets,
  rehearsalRequest,
  type MigrationOutcome,
  type MigrationTicket,
  type RehearsalAnswer,
} from '#contract/flow-migration.ts'
import type { Transaction } from '#db/client.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { findFlowVersionGraph } from '#db/flow-versions.ts'
import { findTicketsOfFlow } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import type { Decision } from '#domain/decide/board-facts.ts'
import { decideMigrateTicket } from '#domain/decide/decide-migrate-ticket.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { movesIn } from '#domain/flow/migrate.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { readRunningFlows } from './flow-running/running-flows.ts'
import { mayEditFlows } from '../policies/flow.ts'
import { readValidationContext } from './load-draft.ts'
import type { FlowPorts } from './review-flow.ts'
import { brokenReasonOf, stayReasonOf } from './stay-reason.ts'

/**
 * What would become of each ticket, by the decider that the migration itself asks. Nothing is written; by the time it is
 * carried out tickets may have gone on.
 */
export async function rehearseMigrationOf(
  { database: { sql }, now, allowPrivateWebhooks = false }: Omit<FlowPorts, 'flushFlow'>,
  actor: Actor,
  { flowId, raw }: { flowId: string; raw: unknown },
): Promise<RehearsalAnswer> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const parsed = rehearsalRequest.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') ?? 'rehearsal' })
  const { to, mapping, from, onlyNodes, graph } = parsed.data
  const at = now()
  return sql.begin('isolation level repeatable read read only', async (tx): Promise<RehearsalAnswer> => {
    const target = await findTarget(tx, { flowId, to, graph, allowPrivateWebhooks })
    if (!target.ok) return target
    const held = await findTicketsOfFlow(tx, { flowId, except: to, from, onlyNodes })
    const counts = { moved: 0, kept: 0, stays: 0, failed: 0, over: 0 }
    const tickets: MigrationTicket[] = []
    const flows = await readRunningFlows(tx, held, { flow: null })
    for (const { ticket, board } of held) {
      if (!ticket.flow) continue
      const { id: ticketId, boardId, number, title } = ticket
      const facts = {
        ...flows,
        ...noEngineers,
        board: { ...board, flow: null },
        findTicket: () => ticket,
        target: { version: target.version, mapping },
      }
      const result = resultOf(() =>
        decideMigrateTicket(facts, { ticketId }, { now: at, actor: engineOf(boardId) }),
      )
      counts[result.outcome] += 1
      tickets.push({ ticketId, boardId, number, title, from: ticket.flow.number, ...result })
    }
    const rank = { failed: 0, stays: 1, moved: 2, kept: 3, over: 4 }
    const listed = tickets.sort((one, other) => rank[one.outcome ?? 'over'] - rank[other.outcome ?? 'over'])
    const rehearsal = { at, total: tickets.length, counts, tickets: listed.slice(0, mostListedTickets) }
    return { ok: true, rehearsal }
  })
}

/** Nobody is given a ticket by it. */
const noEngineers = { findEngineer: () => undefined, engineerName: () => '', openLoad: () => 0 }

/** One that would break is told like the others, as the migration does. */
function resultOf(decide: () => Decision): Pick<MigrationTicket, 'detail'> & { outcome: MigrationOutcome } {
  let decision: Decision
  try {
    decision = decide()
  } catch (error) {
    return { outcome: 'failed', detail: { reason: brokenReasonOf(error) } }
  }
  if (!decision.ok) return { outcome: 'stays', detail: { reason: stayReasonOf(decision.rejection) } }
  if (decision.events.length === 0) return { outcome: 'over', detail: {} }
  const moves = movesIn(decision.events.flatMap((event) => ('steps' in event ? (event.steps ?? []) : [])))
  return moves.length > 0 ? { outcome: 'moved', detail: { moves } } : { outcome: 'kept', detail: {} }
}

async function findTarget(
  tx: Transaction,
  {
    flowId,
    to,
    graph,
    allowPrivateWebhooks,
  }: { flowId: string; to: number; graph: unknown; allowPrivateWebhooks: boolean },
): Promise<{ ok: true; version: FlowVersion } | Refusal> {
  if (graph === null || graph === undefined) {
    if (!(await findFlowVersionGraph(tx, flowId, to))) return refuse({ name: 'wrong-field', field: 'to' })
    return { ok: true, version: await readFlowVersion(tx, { id: flowId, number: to }) }
  }
  const parsed = parseGraph(graph)
  if (!parsed.ok) return refuse({ name: 'wrong-field', field: parsed.path })
  const context = await readValidationContext(tx, { allowPrivateWebhooks })
  const problems = validateGraph(parsed.graph, context, parsed.malformed)
  if (problems.some(({ severity }) => severity === 'error')) return refuse({ name: 'flow-flawed', problems })
  return { ok: true, version: compileGraph(parsed.graph, { flowId, number: to }) }
}
