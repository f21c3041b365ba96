import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockTickets } from '#db/ticket.ts'
import { saveWebhookDelivery } from '#db/webhook-delivery.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'

let database: TestDatabase
let town: SmallTown
beforeEach(async () => {
  database = await createTestDatabase()
  town = await buildSmallTown(database)
})
afterEach(() => database.drop())

const moment = Date.parse('2026-11-22T09:00:00Z')

it('[M8] what is sent is fixed in the transaction of the step', async () => {
  const id = randomUUID()
  await database.sql.begin(async (tx) => {
    const [held] = await lockTickets(tx, [town.tickets[0].id])
    if (!held) throw new Error('the ticket is gone')
    await saveWebhookDelivery(
      tx,
      {
        id,
        ticket: held.ticket,
        flow: { id: randomUUID(), number: 3 },
        node: { id: 'n1', name: { 'zh-CN': '通知仓库', en: 'Tell the store' } },
        tokenId: 't1',
        step: 4,
        url: 'https://store.example/hook',
        retries: 5,
      },
      moment,
    )
  })
  const row = await database.kysely.selectFrom('webhook_delivery').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ id, state: 'waiting', attempts: 0, next_at: moment, token_id: 't1', step: 4 })
  expect(JSON.parse(row.body)).toMatchObject({
    type: 'ticket.step',
    timestamp: '2026-11-22T09:00:00.000Z',
    data: {
      deliveryId: id,
      node: { id: 'n1' },
      flow: { number: 3 },
      ticket: { number: town.tickets[0].number },
    },
  })
})
