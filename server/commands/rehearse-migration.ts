import {
  mostListedTickets,
  rehearsalRequest,
  type MigrationTicket,
  type RehearsalAnswer,
} from '#contract/flow-migration.ts'
import type { Database, Transaction } from '#db/client.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { findFlowVersionGraph } from '#db/flow-versions.ts'
import { findPersonIds } from '#db/person.ts'
import { findTicketsOfFlow } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import { rehearseMigration, type MigrationTarget } from '#domain/decide/decide-migrate-ticket.ts'
import { movesIn } from '#domain/flow/migrate.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { validateGraph } from '#domain/flow-graph/validate.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { readRunningFlows } from './flow-running/running-flows.ts'
import { mayEditFlows } from '../policies/flow.ts'

/**
 * What would become of each ticket, by the function that the migration itself asks. Nothing is written; by the time it is
 * carried out tickets may have gone on.
 */
export async function rehearseMigrationOf(
  { database: { sql }, now }: { database: Pick<Database, 'sql'>; now: () => Instant },
  actor: Actor,
  { flowId, raw }: { flowId: string; raw: unknown },
): Promise<RehearsalAnswer> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const parsed = rehearsalRequest.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') ?? 'rehearsal' })
  const { to, mapping, onlyNodes, graph } = parsed.data
  const at = now()
  return sql.begin('isolation level repeatable read read only', async (tx): Promise<RehearsalAnswer> => {
    const target = await findTarget(tx, { flowId, to, graph })
    if (!target.ok) return target
    const held = await findTicketsOfFlow(tx, { flowId, except: to, onlyNodes })
    const counts = { moved: 0, kept: 0, stays: 0, over: 0 }
    const tickets: MigrationTicket[] = []
    const { runningFlow } = await readRunningFlows(tx, held, { flow: null })
    for (const { ticket, timeZone } of held) {
      const running = runningFlow?.(ticket.id)
      if (!ticket.flow || !running) continue
      const { id: ticketId, boardId, number, title } = ticket
      const result = resultOf(
        rehearseMigration(ticket, running, { version: target.version, mapping }, { now: at, timeZone }),
      )
      counts[result.outcome] += 1
      tickets.push({ ticketId, boardId, number, title, from: ticket.flow.number, ...result })
    }
    const rank = { stays: 0, moved: 1, kept: 2, over: 3 }
    const listed = tickets.sort((one, other) => rank[one.outcome ?? 'over'] - rank[other.outcome ?? 'over'])
    const rehearsal = { at, total: tickets.length, counts, tickets: listed.slice(0, mostListedTickets) }
    return { ok: true, rehearsal }
  })
}

function resultOf(answer: ReturnType<typeof rehearseMigration>) {
  if (!answer.ok) return { outcome: 'stays', detail: { reason: answer.flaw } } as const
  const moves = movesIn(answer.events)
  return moves.length > 0
    ? ({ outcome: 'moved', detail: { moves } } as const)
    : ({ outcome: 'kept', detail: {} } as const)
}

async function findTarget(
  tx: Transaction,
  { flowId, to, graph }: { flowId: string; to: number; graph: unknown },
): Promise<({ ok: true } & Pick<MigrationTarget, 'version'>) | Refusal> {
  if (graph === null || graph === undefined) {
    if (!(await findFlowVersionGraph(tx, flowId, to))) return refuse({ name: 'wrong-field', field: 'to' })
    return { ok: true, version: await readFlowVersion(tx, { id: flowId, number: to }) }
  }
  const parsed = parseGraph(graph)
  if (!parsed.ok) return refuse({ name: 'wrong-field', field: parsed.path })
  const context = { fields: starterFields, people: await findPersonIds(tx), allowPrivateHosts: false }
  const problems = validateGraph(parsed.graph, context, parsed.malformed)
  if (problems.some(({ severity }) => severity === 'error')) return refuse({ name: 'flow-flawed', problems })
  return { ok: true, version: compileGraph(parsed.graph, { flowId, number: to }) }
}
