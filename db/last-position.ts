import type { LngLat } from '#geo/coordinate.ts'
import type { Sql } from './client.ts'

export type LastPosition = {
  engineerId: string
  boardId: string
  ref: number
  place: LngLat
  headingDegrees: number | null
  at: number
}

export async function findLastPositions(sql: Sql): Promise<LastPosition[]> {
  const rows = await sql<(Omit<LastPosition, 'place'> & LngLat)[]>`
    select p.engineer_id as "engineerId", e.board_id as "boardId", e.ref, p.lng, p.lat,
      p.heading_degrees as "headingDegrees", p.at
    from last_position p join engineer e on e.id = p.engineer_id where e.active`
  return rows.map(({ lng, lat, ...row }) => ({ ...row, place: { lng, lat } }))
}

/** Keeps the newer of the two when another node has saved a later one. */
export async function saveLastPositions(
  sql: Sql,
  positions: readonly Pick<LastPosition, 'engineerId' | 'place' | 'headingDegrees' | 'at'>[],
): Promise<void> {
  if (positions.length === 0) return
  const rows = positions.map(({ engineerId, place, headingDegrees, at }) => ({
    engineer_id: engineerId,
    lng: place.lng,
    lat: place.lat,
    heading_degrees: headingDegrees,
    at: new Date(at).toISOString(),
  }))
  await sql`
    insert into last_position as known (engineer_id, lng, lat, heading_degrees, at)
    select * from jsonb_to_recordset(${sql.json(rows)})
      as new (engineer_id uuid, lng double precision, lat double precision, heading_degrees real, at timestamptz)
    on conflict (engineer_id) do update
      set lng = excluded.lng, lat = excluded.lat, heading_degrees = excluded.heading_degrees, at = excluded.at
      where known.at < excluded.at`
}

export async function findEngineerRef(
  sql: Sql,
  engineerId: string,
): Promise<{ boardId: string; ref: number } | undefined> {
  const [row] = await sql<{ boardId: string; ref: number }[]>`
    select board_id as "boardId", ref from engineer where id = ${engineerId} and active`
  return row
}
