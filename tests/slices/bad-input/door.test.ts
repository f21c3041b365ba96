import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Rejection } from '#domain/rejection.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertDeviceToken, openSocket, refusedSocket, unknownToken } from '#tests/support/open-socket.ts'
import { expectRefused, expectSentences } from '#tests/support/refusal.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
let deviceToken: string

beforeAll(async () => {
  server = await startTestServer()
  boardId = await insertTestBoard(server.database)
  deviceToken = await insertDeviceToken(server.database, await insertTestEngineer(server.database, boardId))
})
afterAll(() => server.close())

describe('a change asked for by another site', () => {
  const post = (headers: Record<string, string>) => async () => {
    const response = await fetch(`${server.url}/login`, { method: 'POST', headers, body: '' })
    expect(response.status).toBe(403)
    return response.json() as Promise<unknown>
  }

  it.each<[string, Record<string, string>]>([
    ['of another host', { origin: 'https://elsewhere.example' }],
    ['that does not say where it comes from', {}],
    ['that hides where it comes from', { origin: 'null' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
  ])('[R1] %s is refused before anything is read', async (_which, headers) => {
    await expectRefused(server.database, post(headers), { name: 'wrong-origin' })
  })
})

describe('a session that is over', () => {
  const expireAt = (moment: number, token: { personId: string }) =>
    server.database.sql`
      update login_session set expires_at = ${moment} where person_id = ${token.personId}`

  it('[R2] opens no connection', async () => {
    const session = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    await expireAt(Date.now() - 1, session)
    const refusal = async () => ({
      ok: false,
      rejection: await refusedSocket(server.url, { cookie: session.cookie }),
    })
    await expectRefused(server.database, refusal, { name: 'session-expired' })
  })

  it('[R2] nor does that of somebody who has left', async () => {
    const { cookie, personId } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    await server.database.sql`update person set active = false where id = ${personId}`
    expect(await refusedSocket(server.url, { cookie })).toEqual({ name: 'session-expired' })
  })

  it('[R3] ends a connection that was opened in time: the next command is refused, then the line is closed', async () => {
    const session = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    const end = Date.now() + 5_000
    await expireAt(end, session)
    const socket = await openSocket(server.url, { cookie: session.cookie })
    const create = () => sendCommand(socket, commandOn(boardId, 'createTicket', newTicket()))
    expect(await create()).toMatchObject({ ok: true })
    const closing = new Promise((resolve) => socket.once('closing', resolve))
    const ended = new Promise((resolve) => socket.once('disconnect', resolve))
    await vi.waitUntil(() => Date.now() > end, { timeout: 15_000 })
    await expectRefused(server.database, create, { name: 'session-expired' })
    expect(await closing).toEqual({ name: 'session-expired' })
    expect(await ended).toBe('io server disconnect')
    socket.disconnect()
  })
})

describe('what a device sends by HTTP', () => {
  const fix = () => ({ lng: 121.47, lat: 31.23, at: Date.now() })
  const post =
    (body: string, { token = deviceToken, status }: { token?: string; status: number }) =>
    async () => {
      const response = await fetch(`${server.url}/api/device/positions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      })
      expect(response.status).toBe(status)
      return response.json() as Promise<unknown>
    }
  const refuses = (body: string, given: { token?: string; status: number }, rejection: Rejection) =>
    expectRefused(server.database, post(body, given), rejection)

  it('is taken when it is right', async () => {
    expect(await post(JSON.stringify({ fixes: [fix()] }), { status: 200 })()).toEqual({
      ok: true,
      accepted: 1,
    })
  })

  it('needs a token that is known', async () => {
    const body = JSON.stringify({ fixes: [fix()] })
    await refuses(body, { token: unknownToken(), status: 401 }, { name: 'device-unknown' })
    await refuses(body, { token: '', status: 401 }, { name: 'device-unknown' })
    expect(await refusedSocket(server.url, { authorization: `Bearer ${unknownToken()}` })).toEqual({
      name: 'device-unknown',
    })
  })

  it.each(['{"fixes":', 'not json', '"text"'])('is JSON: %s', async (body) => {
    await refuses(body, { status: 400 }, { name: 'wrong-field', field: 'body' })
  })

  it('is not larger than 64 KiB', async () => {
    const body = JSON.stringify({ fixes: [fix()], padding: 'x'.repeat(70_000) })
    await refuses(body, { status: 413 }, { name: 'frame-too-large' })
  })

  it.each([[{ lng: 181 }], [{ lat: -91 }], [{ lng: 'east' }], [{ lat: null }]])(
    'has no impossible coordinate: %j',
    async (wrong) => {
      const body = JSON.stringify({ fixes: [fix(), { ...fix(), ...wrong }] })
      await refuses(body, { status: 400 }, { name: 'impossible-coordinate' })
    },
  )

  it.each([
    [{}, 'fixes'],
    [{ fixes: [] }, 'fixes'],
    [{ fixes: [{ lng: 121, lat: 31 }] }, 'fixes.0.at'],
    [{ fixes: [{ lng: 121, lat: 31, at: 1, headingDegrees: 361 }] }, 'fixes.0.headingDegrees'],
    [{ datum: 'mars', fixes: [{ lng: 121, lat: 31, at: 1 }] }, 'datum'],
  ])('has no wrong field: %j', async (body, field) => {
    await refuses(JSON.stringify(body), { status: 400 }, { name: 'wrong-field', field })
  })
})

it('an address that the device API does not have is answered, not left open', async () => {
  const response = await fetch(`${server.url}/api/device/${randomUUID()}`, {
    headers: { authorization: `Bearer ${deviceToken}` },
  })
  expect(response.status).toBe(404)
})

it('every refusal that is given without a ticket has its sentence', () => {
  for (const name of ['wrong-origin', 'session-expired', 'device-unknown', 'frame-too-large'] as const)
    expectSentences({ name })
})
