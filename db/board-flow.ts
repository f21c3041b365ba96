import type { ActorRef } from '#domain/actor.ts'
import type { Flow } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import { toBoardFlow } from '#domain/flow/to-board-flow.ts'
import type { Sql, Transaction } from './client.ts'
import { holdOpenFlow } from './flow-documents.ts'
import { readFlowVersion } from './flow-version-reader.ts'

/** What new tickets of `board b` run on: the newest version of its flow. */
export const boardFlow = (sql: Sql | Transaction) => sql`
  b.flow_id as "flowId",
  (select max(v.number) from flow_version v where v.flow_id = b.flow_id) as "flowNumber"`

export type FlowColumns = { flowId: string | null; flowNumber: number | null }

export const toFlowRef = ({ flowId, flowNumber }: FlowColumns): FlowRef | null =>
  flowId === null || flowNumber === null ? null : { id: flowId, number: flowNumber }

/** The versions, each once, as boards see them. */
export async function findBoardFlows(
  tx: Sql | Transaction,
  refs: readonly (FlowRef | null)[],
): Promise<readonly Flow[]> {
  const wanted = new Map(refs.flatMap((ref) => (ref ? [[`${ref.id}/${ref.number}`, ref] as const] : [])))
  const versions = await Promise.all([...wanted.values()].map((ref) => readFlowVersion(tx, ref)))
  return versions.map(toBoardFlow)
}

/**
 * Writes down who chose it; choosing what is chosen already changes nothing. The flow is held first, as by whoever archives it:
 * then there is one order in which the two wait for each other.
 */
export async function setBoardFlow(
  sql: Sql,
  { boardId, flowId, by, at }: { boardId: string; flowId: string | null; by: ActorRef; at: Instant },
): Promise<'set' | 'no-board' | 'flow-archived'> {
  return sql.begin(async (tx) => {
    if (flowId !== null && !(await holdOpenFlow(tx, flowId))) return 'flow-archived'
    const [board] = await tx<{ flowId: string | null }[]>`
      select flow_id as "flowId" from board where id = ${boardId} for update`
    if (!board) return 'no-board'
    if (board.flowId === flowId) return 'set'
    await tx`update board set flow_id = ${flowId} where id = ${boardId}`
    await tx`
      insert into board_flow_change (board_id, flow_id, changed_by, changed_at)
      values (${boardId}, ${flowId}, ${tx.json(by)}, ${at})`
    return 'set'
  })
}
