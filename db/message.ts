import type { BilingualText } from '#domain/flow/flow.ts'
import type { Channel, Recipient } from '#domain/flow-graph/people.ts'
import type { Instant } from '#domain/instant.ts'
import type { Transaction } from './client.ts'

/** A message as a step of a flow gives it away. */
export type FlowMessage = {
  boardId: string
  ticketId: string
  nodeId: string
  to: Recipient
  channel: Channel
  text: BilingualText
  /** Who works on the node: a person or an engineer. */
  handlerId: string | null
  /** The engineer who holds the ticket. */
  holderId: string | null
}

/**
 * Writes messages in the transaction of the step that sends them. Those in the application have arrived with the commit;
 * the others wait for their sender.
 */
export async function saveMessages(
  tx: Transaction,
  messages: readonly FlowMessage[],
  at: Instant,
): Promise<void> {
  for (const message of messages) {
    const { boardId, ticketId, nodeId, to, channel, text } = message
    const [row] = await tx<{ id: string }[]>`
      insert into message (board_id, ticket_id, node_id, recipient, target_id, channel, text, created_at, state, next_at)
      values (${boardId}, ${ticketId}, ${nodeId}, ${tx.json(to)}, ${targetOf(message)}, ${channel}, ${tx.json(text)},
        ${at}, 'waiting', ${at})
      returning id`
    if (row && channel === 'app') await endInApplication(tx, row.id, at)
  }
}

/** The one person or engineer who is meant; null when it is a role, or nobody has been found. */
function targetOf({ to, handlerId, holderId }: FlowMessage): string | null {
  switch (to.kind) {
    case 'person':
      return to.personId
    case 'handler':
      return handlerId
    case 'holder':
      return holderId
    case 'role':
    case 'team':
    case 'customer':
      return null
  }
}

async function endInApplication(tx: Transaction, id: string, at: Instant): Promise<void> {
  const isRead = await giveToReaders(tx, id, at)
  const end = isRead ? { state: 'sent', reason: null } : { state: 'not-sent', reason: 'nobody' }
  await tx`
    update message set state = ${end.state}, reason = ${end.reason}, next_at = null, ended_at = ${at} where id = ${id}`
}

/**
 * Puts a message before those whom it is for and who can sign in, and answers whether there is anybody: a role is those who have it on the
 * board, an administrator is on all of them; a team is its engineers who work on the board.
 */
export async function giveToReaders(tx: Transaction, id: string, at: Instant): Promise<boolean> {
  const { count } = await tx`
    insert into message_reader (message_id, person_id, created_at)
    select m.id, p.id, ${at} from message m join person p on p.active and (
      p.id = m.target_id
      or exists (select from engineer e where e.id = m.target_id and e.person_id = p.id)
      or (m.recipient ->> 'kind' = 'team' and exists (
        select from team_engineer t join engineer e on e.id = t.engineer_id
        where t.team_id::text = m.recipient ->> 'teamId' and e.person_id = p.id
          and e.board_id = m.board_id and e.active))
      or (m.recipient ->> 'kind' = 'role' and p.role = m.recipient ->> 'role' and (
        p.role = 'admin'
        or exists (select from board_member b where b.board_id = m.board_id and b.person_id = p.id)
        or exists (select from engineer e where e.board_id = m.board_id and e.person_id = p.id and e.active))))
    where m.id = ${id}
    on conflict do nothing`
  return count > 0
}
