import type { MultiPolygon, Polygon } from 'geojson'
import type { Sql, Transaction } from './client.ts'

export type District = { name: string; nameEn: string; outline: Polygon | MultiPolygon }

const keepMs = 60_000
const kept = new Map<string, { districts: readonly District[]; until: number }>()

/**
 * The districts of a board with their outlines. Kept for a minute: they change rarely, weigh up to a megabyte,
 * and every new ticket asks for them.
 */
export async function findBoardDistricts(
  sql: Sql | Transaction,
  boardId: string,
): Promise<readonly District[]> {
  const known = kept.get(boardId)
  if (known && known.until > Date.now()) return known.districts
  const districts = await sql<District[]>`
    select r.name_zh as name, r.name_en as "nameEn", r.polygon as outline
    from board_region br join region r on r.id = br.region_id
    where br.board_id = ${boardId} and r.kind = 'district' and r.polygon is not null
    order by r.code, r.name_zh`
  kept.set(boardId, { districts, until: Date.now() + keepMs })
  return districts
}
