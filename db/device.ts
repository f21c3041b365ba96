import type { Actor } from '#domain/actor.ts'
import type { Sql } from './client.ts'

/** The engineer whose device holds the token. */
export async function findDeviceEngineer(
  sql: Sql,
  tokenHash: Buffer,
): Promise<Extract<Actor, { kind: 'engineer' }> | undefined> {
  const [row] = await sql<{ id: string; name: string; boardId: string }[]>`
    select e.id, e.name, e.board_id as "boardId"
    from device_token d join engineer e on e.id = d.engineer_id
    where d.token_hash = ${tokenHash} and e.active`
  return row && { kind: 'engineer', ...row }
}
