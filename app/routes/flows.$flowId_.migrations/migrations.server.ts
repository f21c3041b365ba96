import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import { mostListedTickets, type VersionStanding } from '#contract/flow-migration.ts'
import { findMigrations, findMigrationTickets } from '#db/flow-migration.ts'
import { findFlowStanding, type StandingRow } from '#db/flow-occupancy.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { rehearseMigrationOf } from '#server/commands/rehearse-migration.ts'
import { startMigration } from '#server/commands/start-migration.ts'
import { stopMigrationOf } from '#server/commands/stop-migration.ts'
import { answerAsJson } from '../../flow-editor/answer-as-json.server.ts'
import { requireFlowId, shownBoards } from '../../session/flow.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'
import { asPerson } from '../../session/session.server.ts'

const mostMigrations = 20

/** The migrations of the flow; with `?of=` the tickets of one, with `?standing` what there is to migrate. */
export const answerMigrations = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const { database, now } = args.context
    const { sql } = database
    const flowId = await requireFlowId(args, actor)
    const { searchParams } = new URL(args.request.url)
    if (searchParams.has('standing'))
      return noStore(addBoards((await findFlowStanding(sql, flowId, now())).rows))
    const of = id.safeParse(searchParams.get('of'))
    if (!of.success) return noStore(await findMigrations(sql, flowId, mostMigrations))
    const asked = { flowId, id: of.data, boardIds: shownBoards(actor), most: mostListedTickets }
    return noStore(await findMigrationTickets(sql, asked))
  })

/** Rehearses with PUT, orders with POST, stops with DELETE. */
export const answerOrder = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const { context, request } = args
    const flowId = await requireFlowId(args, actor)
    const given = { flowId, raw: await readJsonBody(request) }
    const carryOut = (): Promise<{ ok: true } | Refusal> => {
      switch (request.method) {
        case 'PUT':
          return rehearseMigrationOf(context, actor, withoutGraph(given))
        case 'POST':
          return startMigration(context, actor, given)
        case 'DELETE':
          return stopMigrationOf(context, actor, given)
        default:
          return Promise.resolve(refuse({ name: 'wrong-field', field: 'method' }))
      }
    }
    return answerAsJson(await carryOut())
  })

/** On the screen one rehearses what could be ordered as well: a version that is there. */
const withoutGraph = ({ flowId, raw }: { flowId: string; raw: unknown }) => ({
  flowId,
  raw: typeof raw === 'object' && raw !== null ? { ...raw, graph: null } : raw,
})

/** Orders are for a flow as a whole. */
function addBoards(rows: readonly StandingRow[]): VersionStanding[] {
  const sums = new Map<string, VersionStanding>()
  for (const { version, nodeId, tickets } of rows) {
    if (nodeId === null) continue
    const key = `${version} ${nodeId}`
    sums.set(key, { version, nodeId, tickets: (sums.get(key)?.tickets ?? 0) + tickets })
  }
  return [...sums.values()]
}

const noStore = (body: unknown): Response => Response.json(body, { headers: { 'cache-control': 'no-store' } })
