import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '#db/client.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient } from '#tests/support/board-client.ts'
import type { TestDatabase } from '#tests/support/database.ts'
import { insertDeviceToken, refusedSocket } from '#tests/support/open-socket.ts'
import { expectSentences } from '#tests/support/refusal.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

/** A PostgreSQL server of its own, which this test may stop. */
const dataRoot = mkdtempSync(join(tmpdir(), 'paidan-away-'))
const binaries = process.env['PAIDAN_TEST_POSTGRES']
const startPostgres = () =>
  startEmbeddedPostgres({ dataRoot, log: () => undefined, ...(binaries ? { binaries } : {}) })

let postgres: EmbeddedPostgres
let database: TestDatabase
let server: TestServer

beforeAll(async () => {
  postgres = await startPostgres()
  const connection = postgres.options
  const connected = connect(connection)
  await migrate(connected)
  database = { ...connected, connection, drop: connected.close }
  server = await startTestServer({ database })
})
afterAll(async () => {
  await server.close()
  await database.close()
  await postgres.stop()
  rmSync(dataRoot, { recursive: true, force: true })
})

const away = { ok: false, rejection: { name: 'database-away' } }

it('[R6] a database that is away is named to everybody who asks, and all goes on when it is back', async () => {
  const { url } = server
  const boardId = await insertTestBoard(database)
  const engineerId = await insertTestEngineer(database, boardId)
  const token = await insertDeviceToken(database, engineerId)
  const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [boardId] })
  const ana = await openBoardClient(database, { url, boardId, name: 'Ana' })
  const ben = await openBoardClient(database, { url, boardId, name: 'Ben' })
  await Promise.all([ana.untilLive(), ben.untilLive()])
  const before = newTicket()
  expect(await ana.send('createTicket', before)).toMatchObject({ ok: true })
  await ben.until(({ confirmed }) => confirmed.has(before.ticketId))

  await postgres.stop()
  const { ticketId } = before
  const note = commandOn(boardId, 'addNote', { ticketId, noteId: randomUUID(), text: '已联系客户' })
  expect(await sendCommand(ana.socket, note)).toEqual(away)
  const report = await fetch(`${url}/api/device/positions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ fixes: [{ lng: 121.47, lat: 31.23, at: Date.now() }] }),
  })
  expect([report.status, await report.json()]).toEqual([503, away])
  const health = await fetch(`${url}/healthz`)
  expect([health.status, await health.json()]).toMatchObject([503, { database: false }])
  expect(await refusedSocket(url, { cookie })).toEqual({ name: 'database-away' })
  expectSentences({ name: 'database-away' })

  // What the board's client is told waits in it, and is shown as a guess.
  const waiting = newTicket()
  const answer = ana.send('createTicket', waiting)
  expect(ana.getState().shown.has(waiting.ticketId)).toBe(true)

  postgres = await startPostgres()
  expect(await answer).toMatchObject({ ok: true })
  await ben.until(({ confirmed }) => confirmed.has(waiting.ticketId))
  expect(await sendCommand(ana.socket, note)).toMatchObject({ ok: true })
  await ben.until(({ confirmed }) => confirmed.get(ticketId)?.noteCount === 1)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  ana.close()
  ben.close()
})
