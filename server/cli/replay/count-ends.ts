import type { Sql } from '#db/client.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import { requireNode } from '#domain/flow/flow.ts'
import { toBoardFlow } from '#domain/flow/to-board-flow.ts'

/** Where the tickets of a board have ended, and where those stand that have not; the most of them first. */
export type Ends = {
  ended: readonly { name: string; tickets: number }[]
  open: readonly { name: string; tickets: number }[]
}

export async function countEnds(sql: Sql, boardId: string): Promise<Ends> {
  const rows = await sql<
    { nodeId: string; flowId: string | null; number: number | null; isOver: boolean; tickets: number }[]
  >`
    select t.node_id as "nodeId", f.flow_id as "flowId", f.flow_number as number, t.stage = 'closed' as "isOver",
      count(*)::int as tickets
    from ticket t left join ticket_flow f on f.ticket_id = t.id
    where t.board_id = ${boardId} group by 1, 2, 3, 4 order by tickets desc, 1`
  const named = await Promise.all(
    rows.map(async ({ nodeId, flowId, number, isOver, tickets }) => {
      const version =
        flowId !== null && number !== null ? await readFlowVersion(sql, { id: flowId, number }) : undefined
      const flow = version ? toBoardFlow(version) : defaultFlow
      return { name: requireNode(flow, nodeId).name.en, isOver, tickets }
    }),
  )
  const those = (isOver: boolean) =>
    named.filter((one) => one.isOver === isOver).map(({ name, tickets }) => ({ name, tickets }))
  return { ended: those(true), open: those(false) }
}

export function endsText({ ended, open }: Ends): string {
  const list = (rows: Ends['ended']) =>
    rows.length === 0 ? 'none' : rows.map(({ name, tickets }) => `${name} ${tickets}`).join(', ')
  return `ended: ${list(ended)}; still open: ${list(open)}`
}
