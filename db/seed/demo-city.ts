import type { CommandAnswer } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import { isOnShift } from '#domain/engineer.ts'
import { localTime, minutes, type Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../client.ts'
import { findInstallation } from '../installation.ts'
import type { Schema } from '../schema.ts'
import { insertDemoCalendars } from './demo-calendars.ts'
import { createDemoCast, type DemoCast } from './demo-cast.ts'
import { insertDemoTeams } from './demo-teams.ts'
import { planFirstDay } from './plan-first-day.ts'
import { pickUuid, seededRandom } from './seeded-random.ts'
import { cityCentre, shanghaiDistricts } from './shanghai.ts'

export const demoBoardId = 'd0c17a00-5a6e-4f00-8000-000000000001'
const timeZone = 'Asia/Shanghai'

/** Acts for everybody in the demo who is neither at a screen nor in a car: customers, the night shift, the front desk. */
export const demoEngine: Actor = {
  kind: 'engine',
  id: 'd0c17a00-5a6e-4f00-8000-000000000002',
  name: '演示城市',
  boardId: demoBoardId,
}

type RunCommand = (actor: Actor, raw: unknown) => Promise<CommandAnswer>

export type DemoCityPorts = {
  database: Database
  /** Commands as they would have been carried out at that moment: the log tells the day in its own time. */
  runCommandAt: (at: Instant) => RunCommand
  now: Instant
}

const seedOfTheDay = 311

/**
 * Fills an empty database with a city at work: people, engineers, customers, and the tickets of a day, each of which went
 * through the same commands as in real use. Goes on where an earlier start was ended in the middle of it. Does nothing
 * where another organisation is installed, or the city is complete.
 * @throws when a command is refused, which means that the plan contradicts the rules.
 */
export async function seedDemoCity({
  database: { kysely },
  runCommandAt,
  now,
}: DemoCityPorts): Promise<'made' | 'there'> {
  const cast = createDemoCast()
  await kysely.transaction().execute(async (tx) => {
    if (!(await install(tx, now))) return
    await insertCity(tx)
    await insertPeople(tx, cast, now)
    await insertEngineers(tx, cast, planDay(cast, now).places, now)
    await insertCustomers(tx, cast)
    await insertDemoCalendars(tx, now)
    await insertDemoTeams(tx, cast, now)
  })
  const installed = await findInstallation(kysely)
  const from = installed?.demo === true ? installed.demo_from : null
  if (from === null) return 'there'
  // One after the other: numbers and log then read like a day, and are the same on every machine. Whoever was killed in
  // the middle, or does it at the same time on another node, has sent the very same commands: they are not done twice.
  for (const { at, actor, message } of planDay(cast, from).steps) {
    const answer = await runCommandAt(at)(actor, message)
    if (!answer.ok) throw new Error(`demo city: ${message.name} was refused: ${answer.rejection.name}`)
  }
  await kysely.updateTable('installation').set({ demo_from: null }).execute()
  return 'made'
}

/** The same moment gives the same day, down to the ids of its commands. */
const planDay = (cast: DemoCast, now: Instant) =>
  planFirstDay({
    cast,
    boardId: demoBoardId,
    timeZone,
    engine: demoEngine,
    now,
    random: seededRandom(seedOfTheDay),
  })

/** Whether the demo city is what this database holds, and nobody has made it an organisation of their own. */
export async function hasDemoCity({ kysely }: Database): Promise<boolean> {
  if ((await findInstallation(kysely))?.demo !== true) return false
  const board = await kysely
    .selectFrom('board')
    .select('id')
    .where('id', '=', demoBoardId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return board !== undefined
}

/** False when there is an organisation: of two nodes that start on an empty database one does it. */
async function install(tx: Transaction<Schema>, now: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('installation')
    .values({ organisation: '上海家电维修', demo: true, demo_from: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function insertCity(tx: Kysely<Schema>): Promise<void> {
  const random = seededRandom(310_000)
  const country = {
    id: pickUuid(random),
    kind: 'country',
    code: '100000',
    name_zh: '中国',
    name_en: 'China',
  } as const
  const city = {
    id: pickUuid(random),
    kind: 'city',
    code: '310000',
    name_zh: '上海市',
    name_en: 'Shanghai',
  } as const
  const districts = shanghaiDistricts.map(({ name, nameEn, code, outline }) => ({
    id: pickUuid(random),
    parent_id: city.id,
    kind: 'district' as const,
    code,
    name_zh: name,
    name_en: nameEn,
    polygon: outline,
  }))
  await tx
    .insertInto('region')
    .values([
      { ...country, parent_id: null, polygon: null },
      { ...city, parent_id: country.id, polygon: null },
      ...districts,
    ])
    .execute()
  await tx
    .insertInto('board')
    .values({
      id: demoBoardId,
      name: '上海家电维修',
      time_zone: timeZone,
      centre_lng: cityCentre.lng,
      centre_lat: cityCentre.lat,
      zoom: 10.6,
      closed_at: null,
    })
    .execute()
  await tx
    .insertInto('board_region')
    .values(districts.map(({ id }) => ({ board_id: demoBoardId, region_id: id })))
    .execute()
}

/** Without passwords: they are signed in by name, on the demo only. */
async function insertPeople(tx: Kysely<Schema>, { people }: DemoCast, now: Instant): Promise<void> {
  await tx
    .insertInto('person')
    .values(
      people.map(({ id, login, name, role }, index) => ({
        id,
        login,
        name,
        role,
        password_hash: null,
        demo: true,
        // The sign-in page lists them by age.
        created_at: now + index,
      })),
    )
    .execute()
  await tx
    .insertInto('board_member')
    .values(people.map(({ id }) => ({ board_id: demoBoardId, person_id: id })))
    .execute()
}

async function insertEngineers(
  tx: Kysely<Schema>,
  { engineers }: DemoCast,
  places: ReadonlyMap<string, LngLat>,
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('engineer')
    .values(
      engineers.map((engineer) => ({
        id: engineer.id,
        board_id: demoBoardId,
        person_id: null,
        name: engineer.name,
        skills: [...engineer.skills],
        home_lng: engineer.home.lng,
        home_lat: engineer.home.lat,
        shift: engineer.shift,
        capacity: engineer.capacity,
        rating_sum: engineer.ratingSum,
        rating_count: engineer.ratingCount,
      })),
    )
    .execute()
  const today = localTime(now, timeZone)
  await tx
    .insertInto('last_position')
    .values(
      engineers.map((engineer) => {
        const place = places.get(engineer.id) ?? engineer.home
        // Devices are switched off after work.
        const at = isOnShift(engineer.shift, today) ? now : now - minutes(42)
        return { engineer_id: engineer.id, lng: place.lng, lat: place.lat, heading_degrees: null, at }
      }),
    )
    .execute()
}

async function insertCustomers(tx: Kysely<Schema>, { customers }: DemoCast): Promise<void> {
  await tx
    .insertInto('customer')
    .values(
      customers.map(({ id, name, phone, address }, index) => ({
        ...{ id, name, phone, address },
        // As many as there are in life: guards of flows can tell them from the others.
        tier: index % 25 === 0 ? 'vip' : index % 10 === 1 ? 'key' : null,
      })),
    )
    .execute()
  await tx
    .insertInto('asset')
    .values(
      customers.flatMap((customer) =>
        customer.assets.map(({ id, name, model, serial, installedOn }) => ({
          id,
          customer_id: customer.id,
          name,
          model,
          serial,
          installed_on: installedOn,
        })),
      ),
    )
    .execute()
}

/** Any id will do, as long as it is always the same. */
const phonePersonId = 'd0c17a00-5a6e-4f00-8000-000000000003'

/** The first of the engineers, who is always on shift, signs in on a phone; a city made before there were phones gets it too. */
export async function ensureDemoPhone({ kysely }: Database, now: Instant): Promise<void> {
  const [engineer] = createDemoCast().engineers
  if (!engineer) return
  await kysely.transaction().execute(async (tx) => {
    await tx
      .insertInto('person')
      .values({
        id: phonePersonId,
        login: 'phone',
        name: engineer.name,
        role: 'engineer',
        password_hash: null,
        demo: true,
        // The last of the list on the sign-in page.
        created_at: now + minutes(1),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    await tx
      .updateTable('engineer')
      .set({ person_id: phonePersonId })
      .where('id', '=', engineer.id)
      .where('person_id', 'is', null)
      .execute()
  })
}
