import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'
import { writeUnlessTaken } from './unique-name.ts'

export type TeamSummary = { id: string; name: string; engineerIds: readonly string[]; changedAt: Instant }

/** By name. */
export async function findTeams(sql: Sql): Promise<TeamSummary[]> {
  return sql<TeamSummary[]>`
    select id, name, changed_at as "changedAt",
      array(select engineer_id::text from team_engineer where team_id = team.id order by 1) as "engineerIds"
    from team order by lower(name)`
}

export async function findTeamIds(tx: Sql | Transaction): Promise<ReadonlySet<string>> {
  const rows = await tx<{ id: string }[]>`select id from team`
  return new Set(rows.map(({ id }) => id))
}

/** Until the end of the transaction none of them is deleted. */
export async function holdTeams(tx: Transaction): Promise<void> {
  await tx`select from team for key share`
}

/** False when there is no such team. Held against being deleted and published with at the same time. */
export async function lockTeam(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx`select id from team where id = ${id} for update`
  return rows.length > 0
}

type SavedTeam = {
  id: string
  name: string
  engineerIds: readonly string[]
  by: ActorRef
  at: Instant
}

/** Makes a team, or gives it another name and other members. False when another one has the name. */
export async function saveTeam(tx: Transaction, team: SavedTeam): Promise<boolean> {
  const { id, name, engineerIds, by, at } = team
  const changedBy = tx.json(by)
  const isSaved = await writeUnlessTaken(
    tx,
    'team_name',
    (part) => part`
      insert into team (id, name, changed_by, changed_at) values (${id}, ${name}, ${changedBy}, ${at})
      on conflict (id) do update set name = excluded.name, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`,
  )
  if (!isSaved) return false
  await tx`delete from team_engineer where team_id = ${id}`
  await tx`
    insert into team_engineer (team_id, engineer_id)
    select ${id}, e.id from engineer e where e.id = any(${engineerIds as string[]}::uuid[])`
  return true
}

export async function deleteTeam(tx: Transaction, id: string): Promise<void> {
  await tx`delete from team where id = ${id}`
}

export type TeamUse = { teamId: string; flow: string; number: number }

/** The published versions that name a team, wherever in a node's settings; the newest of each flow first. */
export async function findTeamUses(sql: Sql | Transaction): Promise<TeamUse[]> {
  return sql<TeamUse[]>`
    select distinct t.id as "teamId", f.name as flow, v.number
    from flow_version v join flow f on f.id = v.flow_id
    cross join lateral jsonb_path_query(v.compiled -> 'nodes', 'strict $.**.teamId') as used (id)
    join team t on t.id::text = used.id #>> '{}'
    order by f.name, v.number desc`
}
