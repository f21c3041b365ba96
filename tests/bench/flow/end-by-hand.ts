import { randomUUID } from 'node:crypto'
import type { Sql } from '#db/client.ts'

/**
 * What is written when a time has come, as one writes it straight down with postgres.js: the ticket is locked, its timer
 * taken, the ticket closed, and the event put into the log. Nothing is decided.
 */
export const endByHand = (
  sql: Sql,
  { boardId, ticketId }: { boardId: string; ticketId: string },
): Promise<void> =>
  sql.begin(async (tx) => {
    const at = Date.now()
    const [ticket] = await tx<{ version: number }[]>`
      select version from ticket where id = ${ticketId} for update`
    const { count } = await tx`delete from timer where ticket_id = ${ticketId}`
    if (!ticket || count !== 1) throw new Error('not found or done')
    await tx`
      update ticket set node_id = 'end', stage = 'closed', stage_since = ${at}, closed_at = ${at},
        version = ${ticket.version + 1}, changed_at = ${at}, changed_by = 'Paidan'
      where id = ${ticketId}`
    await tx`
      update ticket_flow set status = 'finished', state = jsonb_set(state, '{status}', '"finished"')
      where ticket_id = ${ticketId}`
    const event = { type: 'ticketMoved', ticketId, fromNodeId: 'wait', nodeId: 'end', stage: 'closed' }
    const [head] = await tx<{ seq: number }[]>`
      update board set last_seq = last_seq + 1 where id = ${boardId} returning last_seq as seq`
    await tx`
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event)
      values (${boardId}, ${head?.seq ?? 0}, ${randomUUID()}, 0, ${at}, ${tx.json({ kind: 'engine' })}, ${ticketId},
        ${tx.json(event)})`
  })
