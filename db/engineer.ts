import type { Engineer } from '#domain/engineer.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { Shift } from '#domain/engineer.ts'
import type { Sql, Transaction } from './client.ts'

/** Locked, so that two commands cannot both take an engineer's last capacity. After the tickets, in the order of ids. */
export async function lockEngineers(tx: Transaction, ids: readonly string[]): Promise<Engineer[]> {
  const rows = await tx<EngineerRow[]>`
    select ${columns(tx)} from engineer where id = any(${ids as string[]}::uuid[]) and active
    order by id for no key update`
  return rows.map(toEngineer)
}

export async function countOpenLoads(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx<{ id: string; load: number }[]>`
    select assignee_id as id, count(*)::int as load from ticket
    where assignee_id = any(${ids as string[]}::uuid[]) and stage <> 'closed'
    group by assignee_id`
  return new Map(rows.map(({ id, load }) => [id, load]))
}

export async function findBoardEngineers(sql: Sql | Transaction, boardId: string): Promise<Engineer[]> {
  const rows = await sql<EngineerRow[]>`
    select ${columns(sql)} from engineer where board_id = ${boardId} and active order by ref`
  return rows.map(toEngineer)
}

/** Everybody who works, under the board on which they do. */
export async function findEngineersByBoard(
  sql: Sql,
): Promise<{ boardId: string; board: string; engineers: { id: string; name: string }[] }[]> {
  return sql<{ boardId: string; board: string; engineers: { id: string; name: string }[] }[]>`
    select b.id as "boardId", b.name as board,
      jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.name) as engineers
    from board b join engineer e on e.board_id = b.id and e.active group by b.id, b.name order by b.name`
}

/** Of everybody who ever worked on any board, by id. */
export async function findEngineerNames(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`select id, name from engineer`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type EngineerRow = {
  id: string
  ref: number
  board_id: string
  name: string
  skills: SkillLevel[]
  home_lng: number
  home_lat: number
  shift: Shift
  capacity: number
  districts: string[]
  rating_sum: number
  rating_count: number
}

const columns = (sql: Sql | Transaction) =>
  sql`id, ref, board_id, name, skills, home_lng, home_lat, shift, capacity, districts, rating_sum, rating_count`

const toEngineer = (row: EngineerRow): Engineer => ({
  id: row.id,
  ref: row.ref,
  boardId: row.board_id,
  name: row.name,
  skills: row.skills,
  home: { lng: row.home_lng, lat: row.home_lat },
  shift: row.shift,
  capacity: row.capacity,
  districts: row.districts,
  ratingSum: row.rating_sum,
  ratingCount: row.rating_count,
})
