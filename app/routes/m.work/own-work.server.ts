import type { AppLoadContext } from '@remix-run/node'
import type { OwnWork } from '#contract/ticket-details.ts'
import { findOfficePeople } from '#db/flow-people.ts'
import { findWorkOf } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'

/** What an engineer has to do, the most pressing first, with the steps that are theirs. */
export async function findOwnWork(
  { database: { sql }, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Extract<Actor, { kind: 'engineer' }>,
): Promise<OwnWork> {
  const { boardId, id } = actor
  const [tickets, office] = await Promise.all([findWorkOf(sql, boardId, id), findOfficePeople(sql, boardId)])
  const work = await Promise.all(
    tickets.map(async (ticket) => ({
      ticket,
      stand: ticket.flow && (await findStand(sql, ticket.id, { actor, now: now() })),
    })),
  )
  // Their own name is known to the steps that wait for them.
  return { work, office: [...office, { id, name: actor.name, role: 'engineer' }] }
}
