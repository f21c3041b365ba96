import { randomUUID } from 'node:crypto'
import type { Engineer } from '#domain/engineer.ts'
import type { Database } from '#db/client.ts'

/** A board in Shanghai, open unless `closed`. */
export async function insertTestBoard(
  { kysely }: Pick<Database, 'kysely'>,
  { name = 'Test board', closed = false }: { name?: string; closed?: boolean } = {},
): Promise<string> {
  const id = randomUUID()
  await kysely
    .insertInto('board')
    .values({
      id,
      name,
      time_zone: 'Asia/Shanghai',
      centre_lng: 121.47,
      centre_lat: 31.23,
      zoom: 10,
      closed_at: closed ? Date.now() : null,
    })
    .execute()
  return id
}

/** An engineer who is always on shift, holds air conditioning at level 2 and takes four tickets, unless told otherwise. */
export async function insertTestEngineer(
  { kysely }: Pick<Database, 'kysely'>,
  boardId: string,
  given: Partial<Pick<Engineer, 'name' | 'skills' | 'shift' | 'capacity' | 'home'>> = {},
): Promise<string> {
  const id = randomUUID()
  const home = given.home ?? { lng: 121.47, lat: 31.23 }
  await kysely
    .insertInto('engineer')
    .values({
      id,
      board_id: boardId,
      person_id: null,
      name: given.name ?? 'Wu Haifeng',
      skills: [...(given.skills ?? [{ skill: 'air-conditioning', level: 2 }])],
      home_lng: home.lng,
      home_lat: home.lat,
      shift: given.shift ?? { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
      capacity: given.capacity ?? 4,
    })
    .execute()
  return id
}
