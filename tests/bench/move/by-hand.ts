import type { BoardEvent } from '#contract/board-event.ts'
import type { Sql } from '#db/client.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { StoredRecord } from '#domain/scoring/stored-record.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'

/** One ticket as its caller last saw it. */
export type Target = { commandId: string; boardId: string; ticketId: string; expectedVersion: number }

/**
 * The reference: the reads, locks and writes of an assignment as one writes them straight down with postgres.js, one
 * awaited after the other. The same rows are locked in the same order and the same rows written, the record of the decision
 * ready-made; the event is answered.
 */
export function assignByHand(
  sql: Sql,
  actor: ActorRef,
  { boardId, commandId, ticketId, expectedVersion, engineerId }: Target & { engineerId: string },
  record: StoredRecord,
): Promise<BoardEvent> {
  return sql.begin(async (tx) => {
    const at = Date.now()
    const [ticket] = await tx<{ version: number; assignee_id: string | null; required_skills: unknown }[]>`
      select version, assignee_id, required_skills from ticket where id = ${ticketId} for update`
    const [engineer] = await tx<{ capacity: number; skills: unknown; shift: unknown }[]>`
      select capacity, skills, shift from engineer where id = ${engineerId} and active for no key update`
    const [held] = await tx<{ load: number }[]>`
      select count(*)::int as load from ticket where assignee_id = ${engineerId} and stage <> 'closed'`
    const [board] = await tx<{ closed_at: number | null; seq: number | null }[]>`
      select b.time_zone, b.closed_at, e.seq from board b
      left join board_event e on e.board_id = b.id and e.command_id = ${commandId}
      where b.id = ${boardId}`
    if (!ticket || !engineer || !board || board.closed_at !== null || board.seq !== null)
      throw new Error('not found, closed or done')
    if (ticket.version !== expectedVersion || ticket.assignee_id !== null) throw new Error('stale')
    if ((held?.load ?? 0) >= engineer.capacity) throw new Error('at capacity')
    await tx`
      update ticket set assignee_id = ${engineerId}, assigned_at = ${at}, node_id = 'assigned', stage = 'assigned',
        stage_since = ${at}, version = ${expectedVersion + 1}, changed_at = ${at}, changed_by = ${actor.name}
      where id = ${ticketId} and version = ${expectedVersion}`
    await tx`
      insert into assignment (ticket_id, engineer_id, ticket_version, assigned_by, assigned_at)
      values (${ticketId}, ${engineerId}, ${expectedVersion + 1}, ${tx.json(actor)}, ${at})`
    const { policyId, number } = record.policy
    await tx`
      insert into decision (board_id, ticket_id, ticket_version, at, decided_by, policy_id, policy_number, record)
      values (${boardId}, ${ticketId}, ${expectedVersion + 1}, ${at}, ${tx.json(actor)}, ${policyId}, ${number},
        ${tx.json(record)})`
    const event: TicketEvent = {
      type: 'ticketAssigned',
      ticketId,
      engineerId,
      nodeId: 'assigned',
      stage: 'assigned',
    }
    const [head] = await tx<{ seq: number }[]>`
      update board set last_seq = last_seq + 1 where id = ${boardId} returning last_seq as seq`
    const seq = head?.seq ?? 0
    await tx`
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event)
      values (${boardId}, ${seq}, ${commandId}, 0, ${at}, ${tx.json(actor)}, ${ticketId}, ${tx.json(event)})`
    return { seq, at, commandId, actor, event }
  })
}

/** As assignByHand, the way back. */
export function unassignByHand(
  sql: Sql,
  actor: ActorRef,
  { boardId, commandId, ticketId, expectedVersion }: Target,
): Promise<BoardEvent> {
  return sql.begin(async (tx) => {
    const at = Date.now()
    const [ticket] = await tx<{ version: number; assignee_id: string | null; pinned: boolean }[]>`
      select version, assignee_id, pinned from ticket where id = ${ticketId} for update`
    const [board] = await tx<{ closed_at: number | null; seq: number | null }[]>`
      select b.time_zone, b.closed_at, e.seq from board b
      left join board_event e on e.board_id = b.id and e.command_id = ${commandId}
      where b.id = ${boardId}`
    if (!ticket || !board || board.closed_at !== null || board.seq !== null)
      throw new Error('not found, closed or done')
    if (ticket.version !== expectedVersion || ticket.assignee_id === null || ticket.pinned)
      throw new Error('stale')
    await tx`
      update ticket set assignee_id = null, assigned_at = null, node_id = 'to-dispatch', stage = 'to-dispatch',
        stage_since = ${at}, version = ${expectedVersion + 1}, changed_at = ${at}, changed_by = ${actor.name}
      where id = ${ticketId} and version = ${expectedVersion}`
    await tx`update assignment set ended_at = ${at} where ticket_id = ${ticketId} and ended_at is null`
    const event: TicketEvent = {
      type: 'ticketUnassigned',
      ticketId,
      previousEngineerId: ticket.assignee_id,
      nodeId: 'to-dispatch',
      stage: 'to-dispatch',
    }
    const [head] = await tx<{ seq: number }[]>`
      update board set last_seq = last_seq + 1 where id = ${boardId} returning last_seq as seq`
    const seq = head?.seq ?? 0
    await tx`
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event)
      values (${boardId}, ${seq}, ${commandId}, 0, ${at}, ${tx.json(actor)}, ${ticketId}, ${tx.json(event)})`
    return { seq, at, commandId, actor, event }
  })
}
