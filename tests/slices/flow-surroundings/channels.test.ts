import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveMessages, type FlowMessage } from '#db/message.ts'
import { claimMessages, findUnsentMessages, saveMessageOutcome } from '#db/message-outbox.ts'
import { startMessageSender } from '#server/jobs/message-sender.ts'
import type { Outbox } from '#server/jobs/outbox.ts'
import { openChannels, type ChannelSettings } from '#server/outbound/channels.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startReceiver, type Receiver } from '#tests/support/receiver.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'

let database: TestDatabase
let town: SmallTown
let receiver: Receiver
let sender: Outbox | undefined
let lin: string

beforeEach(async () => {
  database = await createTestDatabase()
  town = await buildSmallTown(database)
  receiver = await startReceiver()
  lin = randomUUID()
  await database.kysely
    .insertInto('person')
    .values({ id: lin, name: 'lin', login: 'lin', role: 'dispatcher', password_hash: null })
    .execute()
})
afterEach(async () => {
  await sender?.close()
  await receiver.close()
  await database.drop()
})

const moment = Date.parse('2026-11-22T09:00:00Z')

/** Writes messages, and sends until each of them has ended. */
async function send(settings: Partial<ChannelSettings>, ...messages: Partial<FlowMessage>[]) {
  const whole = messages.map((message): FlowMessage => ({
    boardId: town.boardId,
    ticketId: town.tickets[0].id,
    nodeId: 'n1',
    to: { kind: 'person', personId: lin },
    channel: 'chat',
    text: { 'zh-CN': '请处理', en: 'Please look' },
    handlerId: null,
    holderId: null,
    ...message,
  }))
  const { sql } = database
  await sql.begin((tx) => saveMessages(tx, whole, moment))
  await new Promise<void>((resolve, reject) => {
    let left = whole.length
    sender = startMessageSender({
      claimDue: (most) => claimMessages(sql, { now: moment, claimMs: 30_000, most }),
      channels: openChannels({ chatRobotUrl: undefined, smsGateway: undefined, ...settings }),
      saveOutcome: async (message, outcome) => {
        await saveMessageOutcome(sql, message, outcome)
        if (outcome.state !== 'waiting') left -= 1
        if (left === 0) resolve()
      },
      onReaders: () => undefined,
      retryDelayMs: () => 0,
      now: () => moment,
      log: { error: ({ err }) => reject(err instanceof Error ? err : new Error(String(err))) },
    })
  })
}

const states = () => database.kysely.selectFrom('message').select(['state', 'reason']).execute()
const unsent = () => findUnsentMessages(database.sql, 10)

describe('a message by a channel', () => {
  it('[M13] goes to the group by its robot, with the number of the ticket', async () => {
    receiver.answerWith([{ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }])
    await send({ chatRobotUrl: receiver.url }, {})
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
      msgtype: 'text',
      text: { content: `【${town.tickets[0].number}】请处理` },
    })
    expect(await states()).toEqual([{ state: 'sent', reason: null }])
  })

  it('[M13] that the robot cannot take just now is sent later', async () => {
    receiver.answerWith([{ status: 502 }, { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }])
    await send({ smsGateway: { url: receiver.url, token: 'secret' } }, await toCustomer('13800001111'))
    expect(receiver.received).toHaveLength(2)
    expect(receiver.received[1]?.headers.authorization).toBe('Bearer secret')
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({ to: '13800001111' })
    expect(await states()).toEqual([{ state: 'sent', reason: null }])
  })

  it('[M7] that the robot refuses is listed with its words, and read in the application', async () => {
    receiver.answerWith([{ status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }])
    await send({ chatRobotUrl: receiver.url }, {})
    expect(await unsent()).toMatchObject([
      { channel: 'chat', reason: 'refused', error: '93000 invalid webhook url', readers: 1 },
    ])
  })

  it('[M7] that this installation has not got is listed, and read in the application by those who can', async () => {
    await send({}, { channel: 'email' }, await toCustomer('13800001111'))
    expect((await unsent()).map(({ reason, readers }) => ({ reason, readers }))).toEqual(
      expect.arrayContaining([
        { reason: 'no-channel', readers: 1 },
        { reason: 'no-channel', readers: 0 },
      ]),
    )
  })

  it('[M7] for which no number is known is listed', async () => {
    await send(
      { smsGateway: { url: receiver.url, token: undefined } },
      { channel: 'sms' },
      await toCustomer(''),
    )
    expect((await unsent()).map(({ reason }) => reason)).toEqual(['no-address', 'no-address'])
    expect(receiver.received).toEqual([])
  })

  it('[M13] no more than twenty a minute go to the robot', async () => {
    const { sql } = database
    const message: FlowMessage = {
      boardId: town.boardId,
      ticketId: town.tickets[0].id,
      nodeId: 'n1',
      to: { kind: 'person', personId: lin },
      channel: 'chat',
      text: { 'zh-CN': '请处理', en: 'Please look' },
      handlerId: null,
      holderId: null,
    }
    await sql.begin((tx) => saveMessages(tx, Array<FlowMessage>(25).fill(message), moment))
    const claim = (later: number) => claimMessages(sql, { now: moment + later, claimMs: 30_000, most: 100 })
    const [first, second] = [await claim(0), await claim(1_000)]
    expect([first.length, second.length]).toEqual([20, 0])
    for (const one of first) await saveMessageOutcome(sql, one, { state: 'sent', at: moment })
    expect(await claim(59_000)).toEqual([])
    expect(await claim(60_001)).toHaveLength(5)
  })
})

async function toCustomer(phone: string): Promise<Partial<FlowMessage>> {
  const id = randomUUID()
  await database.kysely.insertInto('customer').values({ id, name: '王女士', phone, address: '' }).execute()
  await database.kysely
    .updateTable('ticket')
    .set({ customer_id: id })
    .where('id', '=', town.tickets[0].id)
    .execute()
  return { to: { kind: 'customer' }, channel: 'sms' }
}
