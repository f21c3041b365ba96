import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { fromStoredRecord, toStoredRecord, type StoredRecord } from '#domain/scoring/stored-record.ts'
import type { Sql, Transaction } from './client.ts'

export type Decision = {
  boardId: string
  ticketId: string
  /** The version that the ticket has by this decision. */
  ticketVersion: number
  at: Instant
  by: ActorRef
  record: DecisionRecord
}

export async function saveDecisions(tx: Transaction, decisions: readonly Decision[]): Promise<void> {
  await tx`insert into decision ${tx(
    decisions.map(({ boardId, ticketId, ticketVersion, at, by, record }) => ({
      board_id: boardId,
      ticket_id: ticketId,
      ticket_version: ticketVersion,
      at,
      decided_by: tx.json(by),
      policy_id: record.policy.policyId,
      policy_number: record.policy.number,
      record: tx.json(toStoredRecord(record)),
    })),
  )}`
}

export type StoredDecision = Omit<Decision, 'record'> & {
  id: number
  record: StoredRecord
  /** As the row points to it; the record names it too. */
  policyId: string
  policyNumber: number
}

/** All decisions, oldest first, a page at a time: there may be more than memory holds. */
export async function* findDecisions(sql: Sql, perPage = 200): AsyncGenerator<StoredDecision> {
  const pages = sql<StoredDecision[]>`
    select ${columns(sql)}, id, board_id as "boardId", ticket_id as "ticketId", policy_id as "policyId",
      policy_number as "policyNumber"
    from decision order by id`.cursor(perPage)
  for await (const page of pages) yield* page
}

export type TicketDecision = Pick<Decision, 'ticketVersion' | 'at' | 'by' | 'record'>

/** Oldest first. */
export async function findTicketDecisions(sql: Sql, ticketId: string): Promise<TicketDecision[]> {
  const rows = await sql<(Omit<TicketDecision, 'record'> & { record: StoredRecord; policy: Policy })[]>`
    select ${columns(sql)}, v.body as policy
    from decision d join policy_version v on v.policy_id = d.policy_id and v.number = d.policy_number
    where ticket_id = ${ticketId} order by ticket_version`
  return rows.map(({ policy, record, ...row }) => ({ ...row, record: fromStoredRecord(record, policy) }))
}

const columns = (sql: Sql) => sql`ticket_version as "ticketVersion", at, decided_by as by, record`
