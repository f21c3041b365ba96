import { createHmac, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#db/client.ts'
import { lockTickets } from '#db/ticket.ts'
import {
  claimDeliveries,
  countDeliveries,
  findFailedDeliveries,
  saveAttempt,
  saveRefused,
  saveTold,
  saveWebhookDelivery,
} from '#db/webhook-delivery.ts'
import { findSecretFacts, findSecretsInForce, replaceSecret } from '#db/webhook-secret.ts'
import type { Actor } from '#domain/actor.ts'
import { hours, minutes } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { changeOutbound } from '#server/commands/change-outbound.ts'
import type { Outbox } from '#server/jobs/outbox.ts'
import { startWebhookSender, type WebhookAnswer } from '#server/jobs/webhook-sender.ts'
import { postJson } from '#server/outbound/post-json.ts'
import { createWebhookSecret } from '#server/outbound/sign-webhook.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startReceiver, type Receiver } from '#tests/support/receiver.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'
import { startTestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let town: SmallTown
let receiver: Receiver
let senders: Outbox[]

beforeEach(async () => {
  database = await createTestDatabase()
  town = await buildSmallTown(database)
  receiver = await startReceiver()
  senders = []
})
afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.close()))
  await receiver.close()
  await database.drop()
})

const moment = Date.parse('2026-11-22T09:00:00Z')

async function ask({ retries = 5, url = receiver.url } = {}): Promise<string> {
  const id = randomUUID()
  await database.sql.begin(async (tx) => {
    const [held] = await lockTickets(tx, [town.tickets[0].id])
    if (!held) throw new Error('the ticket is gone')
    const node = { id: 'n1', name: { 'zh-CN': '通知仓库', en: 'Tell the store' } }
    const flow = { id: randomUUID(), number: 3 }
    const { ticket } = held
    await saveWebhookDelivery(tx, { id, ticket, flow, node, tokenId: 't1', step: 4, url, retries }, moment)
  })
  return id
}

/** A node at work, which waits for nothing before it tries again. Resolves with what the ticket is told first. */
function startSender({ sql }: Database = database, { taken = [] as Refusal[], now = moment } = {}) {
  let tell: (answer: WebhookAnswer) => void
  const told: WebhookAnswer[] = []
  const first = new Promise<WebhookAnswer>((resolve) => {
    tell = resolve
  })
  const sender = startWebhookSender({
    claimDue: (most) => claimDeliveries(sql, { now, claimMs: 30_000, most }),
    send: ({ id, url, body }) => postJson({ url, headers: { 'webhook-id': id }, body, allowPrivate: true }),
    saveAttempt: (delivery, outcome) => saveAttempt(sql, delivery, outcome),
    onAnswered: (answer) => {
      told.push(answer)
      tell(answer)
      return Promise.resolve(taken.shift() ?? { ok: true as const })
    },
    saveTold: (id) => saveTold(sql, id, now),
    saveRefused: (id, refused) => saveRefused(sql, id, refused),
    retryDelayMs: () => 0,
    now: () => now,
    log: { error: ({ err }) => expect.fail(String(err)) },
  })
  senders.push(sender)
  return { first, told, close: () => sender.close() }
}

const admin = { kind: 'person', id: randomUUID(), name: '林薇', role: 'admin', boardIds: [] } as const
const change = (raw: unknown, by: Actor = admin) =>
  changeOutbound({ database, newWebhookSecret: createWebhookSecret, now: () => moment }, by, raw)

const rows = () => database.kysely.selectFrom('webhook_delivery').selectAll().execute()

describe('a webhook', () => {
  it('[M8] sends what was fixed in the transaction of the step, the same with every attempt', async () => {
    const id = await ask()
    receiver.answerWith([{ status: 500 }, { status: 200 }])
    const { first, close } = startSender()
    expect(await first).toEqual({
      boardId: town.boardId,
      ticketId: town.tickets[0].id,
      tokenId: 't1',
      step: 4,
      succeeded: true,
    })
    await close()
    expect(receiver.received).toHaveLength(2)
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'ticket.step',
      timestamp: '2026-11-22T09:00:00.000Z',
      data: { deliveryId: id, node: { id: 'n1' }, ticket: { number: town.tickets[0].number } },
    })
    expect(await rows()).toMatchObject([
      { state: 'delivered', attempts: 2, told_at: moment, last_error: null },
    ])
  })

  it('[M9] is given up after the attempts of its node, and the ticket is told so', async () => {
    await ask({ retries: 2 })
    receiver.answerWith([{ status: 503, body: 'closed for stocktaking' }])
    const { first, close } = startSender()
    expect(await first).toMatchObject({ succeeded: false })
    await close()
    expect(receiver.received).toHaveLength(3)
    expect(await findFailedDeliveries(database.sql, 10)).toMatchObject([
      { attempts: 3, failure: { kind: 'status', status: 503, said: 'closed for stocktaking' } },
    ])
  })

  it('[M9] ends at once where the receiver wants no more of it', async () => {
    await ask()
    receiver.answerWith([{ status: 410 }])
    const { first } = startSender()
    expect(await first).toMatchObject({ succeeded: false })
    expect(receiver.received).toHaveLength(1)
  })

  it('[M12] is sent by one of several nodes', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => ask()))
    startSender()
    startSender()
    await receiver.untilReceived(20)
    await Promise.all(senders.map((sender) => sender.close()))
    const heard = receiver.received.map(({ headers }) => String(headers['webhook-id']))
    expect(heard.toSorted()).toEqual(ids.toSorted())
  })

  it('[M12] that a node died with is sent by another when its time is up, and what was not told is told', async () => {
    const id = await ask()
    await claimDeliveries(database.sql, { now: moment - 30_000, claimMs: 29_999, most: 1 })
    await database.kysely.updateTable('webhook_delivery').set({ claimed_until: moment }).execute()
    const [taken] = await claimDeliveries(database.sql, { now: moment, claimMs: 0, most: 1 })
    if (!taken) throw new Error('nothing was due')
    await saveAttempt(database.sql, taken, { state: 'delivered', at: moment })
    const { first } = startSender()
    expect(await first).toMatchObject({ succeeded: true })
    expect(receiver.received).toEqual([])
    expect(await rows()).toMatchObject([{ id, state: 'delivered' }])
  })

  it('[M12] of which a newer attempt has begun is not ended by the older one', async () => {
    await ask()
    const [older] = await claimDeliveries(database.sql, { now: moment, claimMs: 0, most: 1 })
    await claimDeliveries(database.sql, { now: moment, claimMs: 0, most: 1 })
    if (!older) throw new Error('nothing was due')
    await saveAttempt(database.sql, older, {
      state: 'failed',
      at: moment,
      failure: { kind: 'timed-out', seconds: 10 },
    })
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 2 }])
  })

  it('[M9] that was given up can be sent again, once', async () => {
    const id = await ask({ retries: 0 })
    receiver.answerWith([{ status: 500 }, { status: 200 }])
    const failing = startSender()
    await failing.first
    await failing.close()
    expect(await countDeliveries(database.sql)).toEqual({ failed: 1, retried: 0 })
    const again = { change: 'send-again', ids: [id] }
    expect(await change(again)).toEqual({ ok: true, change: 'sent-again', count: 1 })
    expect(await change({ ...again, ids: 'all' })).toMatchObject({ count: 0 })
    expect(await startSender().first).toMatchObject({ succeeded: true })
  })
})

describe('what came of a webhook', () => {
  it('[M12] that the ticket does not take is kept with why, and told again later', async () => {
    const id = await ask()
    receiver.answerWith([{ status: 200 }])
    const refusing = startSender(database, { taken: [refuse({ name: 'board-closed' })] })
    await refusing.first
    await refusing.close()
    expect(await findFailedDeliveries(database.sql, 10)).toMatchObject([
      { id, refused: 'board-closed', isOver: false },
    ])
    expect(await change({ change: 'send-again', ids: 'all' })).toMatchObject({ count: 0 })
    const later = startSender(database, { now: moment + minutes(10) })
    await later.first
    await later.close()
    expect(await findFailedDeliveries(database.sql, 10)).toEqual([])
    expect(await rows()).toMatchObject([{ state: 'delivered', told_at: moment + minutes(10) }])
    expect(receiver.received).toHaveLength(1)
  })
})

describe('the secret of the signature', () => {
  it('[M11] is told once, to the administrator who replaces it; the one before signs for a day', async () => {
    expect(await findSecretFacts(database.sql, moment)).toEqual([])
    const first = await change({ change: 'replace-secret' })
    const second = await change({ change: 'replace-secret' })
    if (!first.ok || !second.ok || second.change !== 'replaced') throw new Error('it was not replaced')
    expect(second.secret).toMatch(/^whsec_/)
    expect(second).not.toEqual(first)
    expect(await findSecretFacts(database.sql, moment)).toEqual([
      { createdAt: moment, signsUntil: null },
      { createdAt: moment, signsUntil: moment + hours(24) },
    ])
    expect(await findSecretFacts(database.sql, moment + hours(24))).toHaveLength(1)
    const dispatcher = { ...admin, role: 'dispatcher' } as const
    expect(await change({ change: 'replace-secret' }, dispatcher)).toEqual(refuse({ name: 'not-allowed' }))
    expect(await change({ change: 'send-again', ids: ['1'] })).toMatchObject({
      rejection: { name: 'wrong-field', field: 'ids.0' },
    })
  })

  it('[M11] is replaced by one of two who do so at once', async () => {
    await change({ change: 'replace-secret' })
    const answers = await Promise.all([1, 2].map(() => change({ change: 'replace-secret' })))
    const told = answers.flatMap((answer) =>
      answer.ok && answer.change === 'replaced' ? [answer.secret] : [],
    )
    const [inForce] = await findSecretsInForce(database.sql, { now: moment, newSecret: () => '' })
    expect(told).toContain(inForce?.secret)
  })
})

describe('the whole product', () => {
  it('[M11] signs with the secrets in force; the old one for a day beside the new', async () => {
    const channels = { chatRobotUrl: undefined, smsGateway: undefined }
    await findSecretsInForce(database.sql, { now: Date.now(), newSecret: () => 'whsec_b2xk' })
    await replaceSecret(database.sql, { now: Date.now(), secret: 'whsec_bmV3' })
    const server = await startTestServer({ database, outbound: { allowPrivateWebhooks: true, channels } })
    await ask()
    await receiver.untilReceived(1)
    await server.close()
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const by = (key: string) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    expect(headers['webhook-signature']).toBe(`${by('new')} ${by('old')}`)
  })

  it('[M10] calls nobody inside unless it may', async () => {
    await ask()
    const server = await startTestServer({ database })
    await expect
      .poll(async () => (await rows()).map(({ state, last_error }) => ({ state, last_error })), {
        timeout: 20_000,
      })
      .toEqual([{ state: 'failed', last_error: { kind: 'private-address', host: '127.0.0.1' } }])
    await server.close()
    expect(receiver.received).toEqual([])
  })
})
