import { randomUUID } from 'node:crypto'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { hours } from '#domain/instant.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { sessionCookie } from '#server/auth/session-cookie.ts'
import { placeNear } from '#server/simulation/route.ts'
import { engineerName } from './engineer-names.ts'
import type { Request } from './read-requests.ts'

export type PreparedBoard = {
  boardId: string
  name: string
  /** Who receives the requests and dispatches them. */
  person: Extract<Actor, { kind: 'person' }>
  cookie: string
  /** Tokens by engineer. */
  devices: ReadonlyMap<string, string>
}

type Wish = {
  name: string
  timeZone: string
  engineers: number
  requests: readonly Request[]
  random?: () => number
}

const homeRadiusMeters = 600

/** Evenly through the day's requests: where there are many, many engineers live. */
export const placeHomes = (
  requests: readonly Pick<Request, 'place'>[],
  engineers: number,
  random: () => number,
): LngLat[] =>
  Array.from({ length: engineers }, (_, index) => {
    const near = requests[Math.floor(((index + 0.5) / engineers) * requests.length)]?.place ?? {
      lng: 0,
      lat: 0,
    }
    return placeNear(near, homeRadiusMeters, random)
  })

/** Makes a board where the requests are, with engineers among them. Everybody who works here may watch it. */
export async function prepareBoard(
  { kysely }: Database,
  { name: wishedName, timeZone, engineers, requests, random = Math.random }: Wish,
): Promise<PreparedBoard> {
  const name = await findFreeName(kysely, wishedName)
  const boardId = randomUUID()
  const personId = randomUUID()
  const token = createToken()
  const devices = new Map(Array.from({ length: engineers }, () => [randomUUID(), createToken()]))
  const skills = highestSkills(requests)
  const doors = requests.map(({ place }) => place)
  const homes = placeHomes(requests, engineers, random)
  await kysely.transaction().execute(async (tx) => {
    await tx
      .insertInto('board')
      .values({
        id: boardId,
        name,
        time_zone: timeZone,
        centre_lng: median(doors.map(({ lng }) => lng)),
        centre_lat: median(doors.map(({ lat }) => lat)),
        zoom: 11.2,
        closed_at: null,
      })
      .execute()
    await tx
      .insertInto('person')
      .values({ id: personId, name: 'Replay', login: `replay-${boardId}`, role: 'dispatcher' })
      .execute()
    await tx
      .insertInto('board_member')
      .columns(['board_id', 'person_id'])
      .expression(
        tx
          .selectFrom('person')
          .select((select) => [select.val(boardId).as('board_id'), 'id'])
          .where('active', '=', true)
          .where('role', '!=', 'engineer')
          .where((where) => where.or([where('id', '=', personId), where('login', 'not like', 'replay-%')])),
      )
      .execute()
    await tx
      .insertInto('login_session')
      .values({ token_hash: hashToken(token), person_id: personId, expires_at: Date.now() + hours(48) })
      .execute()
    await tx
      .insertInto('engineer')
      .values(
        [...devices.keys()].map((id, index) => {
          const home = homes[index] ?? { lng: 0, lat: 0 }
          return {
            id,
            board_id: boardId,
            person_id: null,
            name: engineerName(index),
            skills,
            home_lng: home.lng,
            home_lat: home.lat,
            shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7] as const, fromMinute: 0, toMinute: 1440 },
            capacity: 6,
          }
        }),
      )
      .execute()
    await tx
      .insertInto('device_token')
      .values([...devices].map(([engineer_id, device]) => ({ engineer_id, token_hash: hashToken(device) })))
      .execute()
  })
  return {
    boardId,
    name,
    person: { kind: 'person', id: personId, name: 'Replay', role: 'dispatcher', boardIds: [boardId] },
    cookie: sessionCookie(token, false).split(';')[0] ?? '',
    devices,
  }
}

/** The same day may be replayed again and again; people must be able to tell its boards apart. */
async function findFreeName(kysely: Database['kysely'], wished: string): Promise<string> {
  const boards = await kysely.selectFrom('board').select('name').execute()
  const taken = new Set(boards.map(({ name }) => name))
  let name = wished
  for (let count = 2; taken.has(name); count += 1) name = `${wished} (${count})`
  return name
}

/** The board stays to be looked at; nobody can sign in as its people any more. */
export async function lockOut({ kysely }: Database, { person, devices }: PreparedBoard): Promise<void> {
  await kysely.deleteFrom('login_session').where('person_id', '=', person.id).execute()
  await kysely.updateTable('person').set({ active: false }).where('id', '=', person.id).execute()
  await kysely
    .deleteFrom('device_token')
    .where('engineer_id', 'in', [...devices.keys()])
    .execute()
}

/** Everybody can do everything that is asked for: the file says nothing of who can do what. */
function highestSkills(requests: readonly Request[]): SkillLevel[] {
  const levels = new Map<string, number>()
  for (const { requiredSkills } of requests)
    for (const { skill, level } of requiredSkills) levels.set(skill, Math.max(level, levels.get(skill) ?? 0))
  return [...levels].map(([skill, level]) => ({ skill, level }))
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
