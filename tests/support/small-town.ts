import { randomUUID } from 'node:crypto'
import type { CommandInput } from '#contract/command.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket } from './board-client.ts'
import { insertTestBoard, insertTestEngineer } from './board-fixture.ts'
import type { TestDatabase } from './database.ts'

export type Townsperson = { id: string; name: string; home: LngLat }
export type TownTicket = { id: string; number: string; title: string; place: LngLat }

/** A board on which everything stands still and nobody is in anybody's way on the map. */
export type SmallTown = {
  boardId: string
  /** Both may take the tickets. */
  able: readonly [Townsperson, Townsperson]
  /** Has no skill at all. */
  unable: Townsperson
  /** In "to dispatch", the most urgent first; each needs air conditioning at level 2. */
  tickets: readonly [TownTicket, TownTicket, TownTicket]
}

export async function buildSmallTown(database: TestDatabase): Promise<SmallTown> {
  const boardId = await insertTestBoard(database, { name: '小镇' })
  const settle = async (name: string, home: LngLat, able = true): Promise<Townsperson> => ({
    id: await insertTestEngineer(database, boardId, { name, home, ...(able ? {} : { skills: [] }) }),
    name,
    home,
  })
  const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
  const report = async (title: string, place: LngLat, priority: CommandInput<'createTicket'>['priority']) => {
    const input = newTicket({
      title,
      place,
      priority,
      requiredSkills: [{ skill: 'air-conditioning', level: 2 }],
    })
    const answer = await runCommand(
      { kind: 'engine', id: randomUUID(), name: '前台', boardId },
      { name: 'createTicket', input: { ...input, boardId, commandId: randomUUID() } },
    )
    if (!answer.ok) throw new Error(`the town's ticket was refused: ${answer.rejection.name}`)
    const { number } = await database.kysely
      .selectFrom('ticket')
      .select('number')
      .where('id', '=', input.ticketId)
      .executeTakeFirstOrThrow()
    return { id: input.ticketId, number, title, place }
  }
  return {
    boardId,
    able: [
      await settle('周敏', { lng: 121.4, lat: 31.3 }),
      await settle('吴海峰', { lng: 121.5, lat: 31.3 }),
    ],
    unable: await settle('郑洁', { lng: 121.6, lat: 31.3 }, false),
    tickets: [
      await report('空调不制冷', { lng: 121.4, lat: 31.2 }, 1),
      await report('空调漏水', { lng: 121.5, lat: 31.2 }, 2),
      await report('空调异响', { lng: 121.6, lat: 31.2 }, 3),
    ],
  }
}

export const placesOf = ({ able, unable, tickets }: SmallTown): readonly LngLat[] => [
  ...[...able, unable].map(({ home }) => home),
  ...tickets.map(({ place }) => place),
]
