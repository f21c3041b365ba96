import type { ActorRef } from '#domain/actor.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { Transaction } from './client.ts'

/** Opens the line of history that says who holds the ticket from now on. */
export async function startAssignment(tx: Transaction, ticket: Ticket, by: ActorRef): Promise<void> {
  if (!ticket.assignment) throw new Error(`ticket ${ticket.id} is held by nobody`)
  const { engineerId, assignedAt } = ticket.assignment
  await tx`
    insert into assignment (ticket_id, engineer_id, ticket_version, assigned_by, assigned_at)
    values (${ticket.id}, ${engineerId}, ${ticket.version}, ${tx.json(by)}, ${assignedAt})`
}

export async function endAssignment(tx: Transaction, ticketId: string, at: number): Promise<void> {
  await tx`update assignment set ended_at = ${at} where ticket_id = ${ticketId} and ended_at is null`
}
