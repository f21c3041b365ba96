import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveMessages, type FlowMessage } from '#db/message.ts'
import { findNotices, markNoticesRead } from '#db/notice.ts'
import type { Role } from '#domain/actor.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'

let database: TestDatabase
let town: SmallTown

beforeEach(async () => {
  database = await createTestDatabase()
  town = await buildSmallTown(database)
})
afterEach(() => database.drop())

async function settle(name: string, role: Role, boardId: string | null = town.boardId): Promise<string> {
  const id = randomUUID()
  await database.kysely
    .insertInto('person')
    .values({ id, name, login: name, role, password_hash: null })
    .execute()
  if (boardId)
    await database.kysely.insertInto('board_member').values({ board_id: boardId, person_id: id }).execute()
  return id
}

const moment = Date.parse('2026-11-22T09:00:00Z')

async function send(message: Partial<FlowMessage>) {
  const whole: FlowMessage = {
    boardId: town.boardId,
    ticketId: town.tickets[0].id,
    nodeId: 'n1',
    to: { kind: 'role', role: 'dispatcher' },
    channel: 'app',
    text: { 'zh-CN': '请处理', en: 'Please look' },
    handlerId: null,
    holderId: null,
    ...message,
  }
  await database.sql.begin((tx) => saveMessages(tx, [whole], moment))
}

const readers = async () => {
  const rows = await database.kysely
    .selectFrom('message_reader')
    .innerJoin('person', 'person.id', 'message_reader.person_id')
    .select('person.name')
    .orderBy('person.name')
    .execute()
  return rows.map(({ name }) => name)
}
const messages = () => database.kysely.selectFrom('message').select(['state', 'reason']).execute()

describe('a message in the application', () => {
  it('[M6] to a role comes to those who have it on the board; an administrator is on all of them', async () => {
    const elsewhere = await insertTestBoard(database)
    await settle('lin', 'dispatcher')
    await settle('far', 'dispatcher', elsewhere)
    await settle('chief', 'supervisor')
    await settle('root', 'admin', null)
    await send({})
    await send({ to: { kind: 'role', role: 'admin' } })
    expect(await readers()).toEqual(['lin', 'root'])
  })

  it('[M6] to a person, a handler or the holder comes to that one; an engineer is the person who signs in', async () => {
    const lin = await settle('lin', 'dispatcher')
    const wu = await settle('wu', 'engineer', null)
    const engineerId = await insertTestEngineer(database, town.boardId)
    await database.kysely
      .updateTable('engineer')
      .set({ person_id: wu })
      .where('id', '=', engineerId)
      .execute()
    await send({ to: { kind: 'person', personId: lin } })
    await send({ to: { kind: 'handler' }, handlerId: lin })
    await send({ to: { kind: 'holder' }, holderId: engineerId, handlerId: lin })
    expect(await readers()).toEqual(['lin', 'lin', 'wu'])
    expect(await messages()).toEqual(Array(3).fill({ state: 'sent', reason: null }))
  })

  it('[M14] is read by each for themselves', async () => {
    const [lin, wang] = [await settle('lin', 'dispatcher'), await settle('wang', 'dispatcher')]
    await send({})
    await send({ text: { 'zh-CN': '催单', en: 'Urged' } })
    const { sql } = database
    const [first] = (await findNotices(sql, lin, 10)).notices
    if (!first) throw new Error('nothing to read')
    expect(first).toMatchObject({ number: town.tickets[0].number, at: moment, isRead: false })
    await markNoticesRead(sql, lin, { ids: [first.id], at: moment })
    expect(await findNotices(sql, lin, 10)).toMatchObject({
      unread: 1,
      notices: [{ isRead: true }, { isRead: false }],
    })
    await markNoticesRead(sql, lin, { ids: 'all', at: moment })
    expect((await findNotices(sql, lin, 10)).unread).toBe(0)
    expect((await findNotices(sql, wang, 10)).unread).toBe(2)
  })

  it('[M7] that reaches nobody is listed as not sent', async () => {
    await send({ to: { kind: 'holder' } })
    await send({ to: { kind: 'customer' } })
    expect(await messages()).toEqual(Array(2).fill({ state: 'not-sent', reason: 'nobody' }))
  })

  it('[M5] is not there when the step is not', async () => {
    await settle('lin', 'dispatcher')
    const broken = send({ text: { 'zh-CN': '一', en: 'one' }, ticketId: randomUUID() })
    await expect(broken).rejects.toThrow()
    expect(await messages()).toEqual([])
  })
})
