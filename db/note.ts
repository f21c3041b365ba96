import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Sql, Transaction } from './client.ts'

export async function insertNote(
  tx: Transaction,
  { noteId, ticketId, text }: Extract<TicketEvent, { type: 'noteAdded' }>,
  author: string,
  at: number,
): Promise<void> {
  await tx`insert into note (id, ticket_id, text, author, at) values (${noteId}, ${ticketId}, ${text}, ${author}, ${at})`
}

export async function findNotes(
  sql: Sql,
  ticketId: string,
): Promise<{ noteId: string; text: string; by: string; at: number }[]> {
  return sql<{ noteId: string; text: string; by: string; at: number }[]>`
    select id as "noteId", text, author as by, at from note where ticket_id = ${ticketId} order by at, id`
}
