import type { AppLoadContext } from '@remix-run/node'
import type { OwnWork } from '#contract/ticket-details.ts'
import { findOfficePeople } from '#db/flow-people.ts'
import { findWorkOf } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import { findStands } from '#server/commands/flow-running/find-stand.ts'

/** What an engineer has to do, the most pressing first, with the steps that are theirs. */
export async function findOwnWork(
  { database: { sql }, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Extract<Actor, { kind: 'engineer' }>,
): Promise<OwnWork> {
  const { boardId, id } = actor
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [tickets, office] = await Promise.all([findWorkOf(tx, boardId, id), findOfficePeople(tx, boardId)])
    const stands = await findStands(tx, boardId, tickets, { actor, now: now() })
    const work = tickets.map((ticket) => ({ ticket, stand: stands.get(ticket.id) ?? null }))
    // Their own name is known to the steps that wait for them.
    return { work, office: [...office, { id, name: actor.name, role: 'engineer' as const }] }
  })
}
