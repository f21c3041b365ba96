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

/** Which of these device tokens (hexadecimal hashes) still hold. */
export async function findLiveDevices(sql: Sql, tokenHashes: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select asked.id from unnest(${tokenHashes as string[]}::text[]) as asked (id)
    join device_token d on d.token_hash = decode(asked.id, 'hex')
    join engineer e on e.id = d.engineer_id and e.active`
  return rows.map(({ id }) => id)
}
