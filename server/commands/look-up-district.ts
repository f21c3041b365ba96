import type { Transaction } from '#db/client.ts'
import { findBoardDistricts } from '#db/region.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { findDistrict } from '#geo/district.ts'

/** The name of the board's district in which a place lies, or null. */
export const lookUpDistrict = async (
  tx: Transaction,
  boardId: string,
  place: LngLat,
): Promise<string | null> => findDistrict(await findBoardDistricts(tx, boardId), place)?.name ?? null
