import { randomUUID } from 'node:crypto'
import { insertTickets } from '#db/ticket.ts'
import type { Database } from '#db/client.ts'
import { pickInteger, pickOne, seededRandom, type Random } from '#db/seed/seeded-random.ts'
import { hours, minutes } from '#domain/instant.ts'
import type { Priority, Ticket } from '#domain/ticket/ticket.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { copyTemplate, startScratchPostgres, type TestDatabase } from '#tests/support/scratch-postgres.ts'

export type BenchDatabase = { database: TestDatabase; close: () => Promise<void> }

/**
 * A database of its own. Commits do not wait for the disk: what is compared is code, and a shared disk would drown the
 * difference.
 */
export async function openBenchDatabase(
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchDatabase> {
  const postgres = await startScratchPostgres({ settings })
  const database = await copyTemplate(postgres)
  const name = database.connection.database ?? ''
  await database.sql.unsafe(`alter database ${name} set synchronous_commit = off`)
  return {
    database,
    close: async () => {
      await database.close()
      await postgres.stop()
    },
  }
}

export type BenchBoard = {
  boardId: string
  ticketIds: readonly string[]
  engineerIds: readonly string[]
}

/** A board with open tickets that nobody holds, and engineers who can take them all. */
export async function insertBenchBoard(
  database: Database,
  size: { tickets: number; engineers: number },
): Promise<BenchBoard> {
  const boardId = await insertTestBoard(database)
  const engineerIds = await Promise.all(
    Array.from({ length: size.engineers }, (_, index) =>
      insertTestEngineer(database, boardId, { name: `工程师 ${index + 1}`, capacity: 100_000 }),
    ),
  )
  const ticketIds = await insertOpenTickets(database, boardId, size.tickets)
  await database.sql`analyze`
  return { boardId, ticketIds, engineerIds }
}

/** A statement holds at most 65,535 values. */
const ticketsAtOnce = 1_000

const faults = ['空调不制冷', '冰箱漏水', '洗衣机异响', '燃气热水器打不着火', '油烟机电机更换']

/** Tickets as a service desk writes them: half with an asset, all with a customer. */
async function insertOpenTickets(
  { sql, kysely }: Database,
  boardId: string,
  count: number,
): Promise<readonly string[]> {
  if (count === 0) return []
  const random = seededRandom(count)
  const customers = Array.from({ length: 500 }, (_, index) => ({
    id: randomUUID(),
    name: `客户 ${index + 1}`,
    phone: `138${String(10_000_000 + index)}`,
    address: `浦东新区世纪大道 ${index + 1} 号 3 栋 1202 室`,
  }))
  await kysely.insertInto('customer').values(customers).execute()
  const assets = customers.map(({ id }, index) => ({
    id: randomUUID(),
    customer_id: id,
    name: '壁挂式空调 1.5 匹',
    model: 'KFR-35GW',
    serial: `SN${100_000 + index}`,
    installed_on: null,
  }))
  await kysely.insertInto('asset').values(assets).execute()
  const now = Date.now()
  const tickets = Array.from({ length: count }, (_, index): Ticket => {
    const owner = pickInteger(random, 0, customers.length - 1)
    const { id: customerId = '', name = '', address = '' } = customers[owner] ?? {}
    const asset = index % 2 === 0 ? assets[owner] : undefined
    return {
      ...newTicket(random, now),
      id: randomUUID(),
      boardId,
      number: `1121-${String(index + 1).padStart(4, '0')}`,
      address,
      customer: { id: customerId, name, phoneMasked: '' },
      asset: asset ? { id: asset.id, name: asset.name } : null,
    }
  })
  for (let from = 0; from < tickets.length; from += ticketsAtOnce)
    await sql.begin((tx) => insertTickets(tx, tickets.slice(from, from + ticketsAtOnce)))
  return tickets.map(({ id }) => id)
}

function newTicket(
  random: Random,
  now: number,
): Omit<Ticket, 'id' | 'boardId' | 'number' | 'customer' | 'asset'> {
  const createdAt = now - minutes(pickInteger(random, 0, 600))
  return {
    externalId: null,
    title: pickOne(random, faults),
    description: '客户来电:开机约十分钟后停机,面板显示 E5,小区门口可停车,请提前半小时电话联系。',
    priority: pickInteger(random, 1, 4) as Priority,
    requiredSkills: [{ skill: 'air-conditioning', level: pickInteger(random, 1, 2) }],
    place: { lng: 121.27 + random() * 0.4, lat: 31.05 + random() * 0.36 },
    address: '',
    district: '浦东新区',
    windowFrom: null,
    windowTo: null,
    createdAt,
    dueAt: createdAt + hours(24),
    closedAt: null,
    flow: null,
    nodeId: 'to-dispatch',
    stage: 'to-dispatch',
    stageSince: createdAt,
    source: 'phone',
    assignment: null,
    offer: null,
    noteCount: 0,
    version: 1,
    changedAt: createdAt,
    changedBy: '赵敏',
  }
}
