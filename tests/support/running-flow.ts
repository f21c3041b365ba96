import { randomUUID } from 'node:crypto'
import { flowDraft } from '#contract/flow-document.ts'
import type { Actor } from '#domain/actor.ts'
import { notStarted, mainToken, type FlowState } from '#domain/flow/flow-state.ts'
import type { FlowInput } from '#domain/flow/flow-input.ts'
import { requireVersionNode, type FlowVersion } from '#domain/flow/version.ts'
import type { Starter } from '#domain/flow-graph/starters/draw.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import { publishFlow } from '#server/commands/publish-flow.ts'
import { reviewFlow } from '#server/commands/review-flow.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket } from './board-client.ts'
import type { TestDatabase } from './database.ts'
import { advanced, contextOf } from './flow-walk.ts'
import { signIn } from './sign-in.ts'

export type PublishedTestFlow = {
  flowId: string
  version: FlowVersion
  admin: Extract<Actor, { kind: 'person' }>
}

/** A flow made from a starter, published as it is. */
export async function publishTestFlow(
  database: TestDatabase,
  { graph, name }: Starter,
): Promise<PublishedTestFlow> {
  const { personId } = await signIn(database, { role: 'admin', boardIds: [] })
  const admin = { kind: 'person', id: personId, name: 'admin', role: 'admin', boardIds: [] } as const
  const flowId = randomUUID()
  const draft = flowDraft.parse({ ...graph, meta: { schema: 1, name: name['zh-CN'] } })
  const made = await createFlow(database, admin, { id: flowId, draft, now: Date.now() })
  if (!made.ok) throw new Error(made.rejection.name)
  return { flowId, version: await publishDraft(database, admin, flowId), admin }
}

/** The next version: the draft as it is stored. */
export async function publishDraft(
  database: TestDatabase,
  admin: Actor,
  flowId: string,
): Promise<FlowVersion> {
  const ports = {
    database,
    flushFlow: () => Promise.resolve(),
    announceVersion: () => undefined,
    now: Date.now,
  }
  const reviewed = await reviewFlow(ports, admin, flowId)
  if (!reviewed.ok) throw new Error(reviewed.rejection.name)
  const { seq, version } = reviewed.review
  const raw = { seen: { seq, version: version?.number ?? null } }
  const published = await publishFlow(ports, admin, { flowId, raw })
  if (!published.ok) throw new Error(published.rejection.name)
  const { compiled } = await database.kysely
    .selectFrom('flow_version')
    .select('compiled')
    .where('flow_id', '=', flowId)
    .where('number', '=', published.number)
    .executeTakeFirstOrThrow()
  return compiled
}

/** What guards of the starters ask for and forms require, filled in. */
const filledIn = {
  priority: 1,
  'form.serial': 'S',
  'form.fault': 'E4',
  'form.photos': ['1'],
  'form.parts': ['pump'],
  'form.usage': 1,
  'form.solution': 'x',
  'form.signature': 'y',
  'form.waybill': 'z',
}

export type RunningTicket = { ticketId: string; boardId: string; state: FlowState }

/** A ticket on the way: made by the command, and taken along the flow by `inputs` of the engine. */
export async function startTestTicket(
  database: TestDatabase,
  {
    flowId,
    version,
    boardId,
    dueAt,
    inputs = [],
  }: {
    flowId: string
    version: FlowVersion
    boardId: string
    dueAt?: number
    inputs?: readonly ((state: FlowState) => FlowInput)[]
  },
): Promise<RunningTicket> {
  const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
  const input = newTicket()
  const by = { kind: 'engine', id: randomUUID(), name: '前台', boardId } as const
  const made = await runCommand(by, {
    name: 'createTicket',
    input: { ...input, boardId, commandId: randomUUID() },
  })
  if (!made.ok) throw new Error(made.rejection.name)
  const context = contextOf(version, filledIn, Date.now(), { holderId: null })
  let { state } = advanced(notStarted, { kind: 'start' }, context)
  for (const next of inputs) state = advanced(state, next(state), context).state
  const { ticketId } = input
  const { kysely } = database
  await kysely
    .insertInto('ticket_flow')
    .values({
      ticket_id: ticketId,
      board_id: boardId,
      flow_id: flowId,
      flow_number: version.number,
      status: state.status,
      state,
      form: {},
    })
    .execute()
  const token = mainToken(state)
  if (token) requireVersionNode(version, token.nodeId)
  if (dueAt !== undefined)
    await kysely.updateTable('ticket').set({ due_at: dueAt }).where('id', '=', ticketId).execute()
  return { ticketId, boardId, state }
}

/** The first token's work is done. */
export const completeFirst =
  (outcome = 'done') =>
  (state: FlowState): FlowInput => ({ kind: 'complete', tokenId: state.tokens[0]?.id ?? '', outcome })
