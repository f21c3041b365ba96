import { randomUUID } from 'node:crypto'
import { setBoardFlow } from '#db/board-flow.ts'
import type { Database } from '#db/client.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { hours } from '#domain/instant.ts'
import type { Starter } from '#domain/flow-graph/starters/draw.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { sessionCookie } from '#server/auth/session-cookie.ts'
import { placeNear } from '#server/simulation/route.ts'
import { engineerName } from './engineer-names.ts'
import { publishStarter } from './publish-starter.ts'
import type { Request } from './read-requests.ts'

type Person = Extract<Actor, { kind: 'person' }>

/** Somebody of the office, with what their browser would send. */
export type Colleague = { person: Person; cookie: string }

/** The person of the board itself receives the requests and dispatches them. */
export type PreparedBoard = Colleague & {
  boardId: string
  name: string
  /** All of the office, whoever may least first. */
  colleagues: readonly Colleague[]
  /** Tokens by engineer. */
  devices: ReadonlyMap<string, string>
}

type Wish = {
  name: string
  timeZone: string
  engineers: number
  requests: readonly Request[]
  /** What the tickets run on: a published flow, or a starter and how much shorter its times are; else the standard process. */
  drawn?: { flowId: string } | { starter: Starter; speed: number } | undefined
  random?: () => number
}

/** Whoever may least first. */
const officeRoles = ['service-desk', 'dispatcher', 'supervisor'] as const

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
  database: Database,
  { name: wishedName, timeZone, engineers, requests, drawn, random = Math.random }: Wish,
): Promise<PreparedBoard> {
  const { kysely } = database
  const name = await findFreeName(kysely, wishedName)
  const boardId = randomUUID()
  const staff = (drawn ? officeRoles : (['dispatcher'] as const)).map((role) => ({
    person: { kind: 'person', id: randomUUID(), name: 'Replay', role, boardIds: [boardId] } as const,
    token: createToken(),
  }))
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
      .values(
        staff.map(({ person: { id, name, role } }) => ({
          id,
          name,
          role,
          login: `replay-${role}-${boardId}`,
        })),
      )
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
          .where((where) =>
            where.or([
              where(
                'id',
                'in',
                staff.map(({ person }) => person.id),
              ),
              where('login', 'not like', 'replay-%'),
            ]),
          ),
      )
      .execute()
    await tx
      .insertInto('login_session')
      .values(
        staff.map(({ person, token }) => ({
          token_hash: hashToken(token),
          person_id: person.id,
          expires_at: Date.now() + hours(48),
        })),
      )
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
  const colleagues = staff.map(({ person, token }) => ({
    person,
    cookie: sessionCookie(token, false).split(';')[0] ?? '',
  }))
  const dispatcher = colleagues.find(({ person }) => person.role === 'dispatcher')
  if (!dispatcher) throw new Error('nobody dispatches')
  if (drawn) {
    // Whoever has the database in their hands may draw its flows.
    const author = { ...dispatcher.person, role: 'admin' as const }
    const flowId =
      'flowId' in drawn ? drawn.flowId : await publishStarter(database, author, { boardName: name, ...drawn })
    await setBoardFlow(database.sql, { boardId, flowId, by: actorRef(author), at: Date.now() })
  }
  return { ...dispatcher, boardId, name, colleagues, devices }
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
export async function lockOut({ kysely }: Database, { colleagues, devices }: PreparedBoard): Promise<void> {
  const personIds = colleagues.map(({ person }) => person.id)
  await kysely.deleteFrom('login_session').where('person_id', 'in', personIds).execute()
  await kysely.updateTable('person').set({ active: false }).where('id', 'in', personIds).execute()
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
