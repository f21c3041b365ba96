import type { GuardFacts, GuardValue } from '#domain/guard/field-table.ts'
import { ticketFacts } from '#domain/guard/ticket-fields.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { Transaction } from './client.ts'

/** What guards may know of a ticket at that moment, with what only the database knows: the customer's tier, the board's clocks. */
export async function guardFactsOf(
  tx: Transaction,
  ticket: Ticket,
  form: Readonly<Record<string, GuardValue | null>>,
  now: Instant,
): Promise<GuardFacts> {
  const [row] = await tx<{ timeZone: string; tier: string | null }[]>`
    select b.time_zone as "timeZone", c.tier from board b
    left join customer c on c.id = ${ticket.customer?.id ?? null}
    where b.id = ${ticket.boardId}`
  if (!row) throw new Error(`ticket ${ticket.id} is on a board that is not there`)
  return ticketFacts(ticket, { now, timeZone: row.timeZone }, { customerTier: row.tier, form })
}
