import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guardFactsOf } from '#db/guard-facts.ts'
import { lockTickets } from '#db/ticket.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { buildSmallTown } from '#tests/support/small-town.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

it('[M14] a guard knows the tier of the customer, the form, and the time on the clocks of the board', async () => {
  const { tickets } = await buildSmallTown(database)
  const customer = { id: randomUUID(), name: '王女士', phone: '13800000000', address: '', tier: 'vip' }
  await database.kysely.insertInto('customer').values(customer).execute()
  const ticketId = tickets[0].id
  await database.kysely
    .updateTable('ticket')
    .set({ customer_id: customer.id, district: '徐汇区' })
    .where('id', '=', ticketId)
    .execute()
  const facts = await database.sql.begin(async (tx) => {
    const [held] = await lockTickets(tx, [ticketId])
    if (!held) throw new Error('the ticket is gone')
    // Saturday evening in London is Sunday morning in Shanghai.
    return guardFactsOf(tx, held.ticket, { cost: 120 }, Date.parse('2026-11-21T20:30:00Z'))
  })
  expect(facts).toMatchObject({
    'customer.tier': 'vip',
    'form.cost': 120,
    region: '徐汇区',
    hour: 4,
    weekday: 7,
    assigned: false,
  })
})

it('[M14] a ticket without a customer has no tier', async () => {
  const { tickets } = await buildSmallTown(database)
  const facts = await database.sql.begin(async (tx) => {
    const [held] = await lockTickets(tx, [tickets[0].id])
    return held && guardFactsOf(tx, held.ticket, {}, 0)
  })
  expect(facts).toMatchObject({ 'customer.tier': null })
})
