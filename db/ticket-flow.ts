import type { TicketForm } from '#domain/decide/running-flow.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import type { FlowState } from '#domain/flow/flow-state.ts'
import type { NodeStay } from '#domain/flow/node-stays.ts'
import type { Sql, Transaction } from './client.ts'

/** Where a ticket stands on its flow. */
export type TicketFlow = { ticketId: string; boardId: string; flow: FlowRef; state: FlowState }

export type FoundTicketFlow = { flow: FlowRef; state: FlowState; form: TicketForm }

/** Where tickets stand on their flows, by their ids; one on the standard process is left out. */
export async function findTicketFlows(
  sql: Sql | Transaction,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, FoundTicketFlow>> {
  type Row = { id: string; flowId: string; number: number; state: FlowState; form: TicketForm }
  const rows = await sql<Row[]>`
    select ticket_id as id, flow_id as "flowId", flow_number as number, state, form from ticket_flow
    where ticket_id = any(${ticketIds as string[]}::uuid[])`
  return new Map(
    rows.map(({ id, flowId, number, state, form }) => [id, { flow: { id: flowId, number }, state, form }]),
  )
}

/** Writes where tickets stand, the first time as well as later; what was filled in stays. */
export async function saveTicketFlows(tx: Transaction, flows: readonly TicketFlow[]): Promise<void> {
  await tx`
    insert into ticket_flow ${tx(
      flows.map(({ ticketId, boardId, flow, state }) => ({
        ticket_id: ticketId,
        board_id: boardId,
        flow_id: flow.id,
        flow_number: flow.number,
        status: state.status,
        state: tx.json(state),
      })),
    )}
    on conflict (ticket_id) do update set
      flow_number = excluded.flow_number, status = excluded.status, state = excluded.state`
}

/** Adds to what was filled in; an empty value is kept as such. */
export async function fillTicketForm(tx: Transaction, ticketId: string, filled: TicketForm): Promise<void> {
  await tx`update ticket_flow set form = form || ${tx.json(filled)} where ticket_id = ${ticketId}`
}

export async function insertNodeStays(
  tx: Transaction,
  stays: readonly (NodeStay & { ticketId: string; flow: FlowRef })[],
): Promise<void> {
  await tx`
    insert into node_stay ${tx(
      stays.map(({ ticketId, flow, nodeId, tokenId, exit, enteredAt, leftAt, wasLate }) => ({
        ticket_id: ticketId,
        flow_id: flow.id,
        flow_number: flow.number,
        node_id: nodeId,
        token_id: tokenId,
        exit,
        entered_at: enteredAt,
        left_at: leftAt,
        was_late: wasLate,
      })),
    )}`
}
