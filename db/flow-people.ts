import type { Role } from '#domain/actor.ts'
import type { OfficePerson } from '#contract/ticket-details.ts'
import type { Sql, Transaction } from './client.ts'

/** Whether anybody of the role could work on tickets of the board. */
export async function hasRoleOnBoard(tx: Transaction, boardId: string, role: Role): Promise<boolean> {
  if (role === 'engineer') {
    const [engineer] = await tx`select from engineer where board_id = ${boardId} and active limit 1`
    return engineer !== undefined
  }
  const [person] = await tx`
    select from person p where p.role = ${role} and p.active
      and (p.role = 'admin' or exists (
        select from board_member m where m.person_id = p.id and m.board_id = ${boardId})) limit 1`
  return person !== undefined
}

/** The engineer of the board who is this person, or has this id. */
export async function findEngineerBehind(
  tx: Transaction,
  boardId: string,
  id: string,
): Promise<string | undefined> {
  const [engineer] = await tx<{ id: string }[]>`
    select id from engineer
    where board_id = ${boardId} and active and (id::text = ${id} or person_id::text = ${id}) limit 1`
  return engineer?.id
}

/** Whether work can be handed to somebody: a person who sees the board, or one of its engineers. */
export async function isHandler(tx: Transaction, boardId: string, id: string): Promise<boolean> {
  const [found] = await tx`
    select from person p where p.id = ${id} and p.active
      and (p.role = 'admin' or exists (
        select from board_member m where m.person_id = p.id and m.board_id = ${boardId}))
    union all select from engineer where id = ${id} and board_id = ${boardId} and active limit 1`
  return found !== undefined
}

/** Those who work on the board from the office, by name. */
export async function findOfficePeople(
  sql: Sql | Transaction,
  boardId: string,
): Promise<readonly OfficePerson[]> {
  return sql<OfficePerson[]>`
    select p.id, p.name, p.role from person p
    where p.active and p.role <> 'engineer'
      and (p.role = 'admin' or exists (
        select from board_member m where m.person_id = p.id and m.board_id = ${boardId}))
    order by p.name, p.id`
}

/** The engineers who work on the board: those of a team, or all of them for null. */
export async function findTeamEngineers(
  tx: Transaction,
  boardId: string,
  teamId: string | null,
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select e.id from engineer e
    where e.board_id = ${boardId} and e.active
      and (${teamId}::text is null or exists (
        select from team_engineer t where t.engineer_id = e.id and t.team_id::text = ${teamId}))
    order by e.ref`
  return rows.map(({ id }) => id)
}
