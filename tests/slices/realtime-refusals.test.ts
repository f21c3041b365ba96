import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { contractVersion } from '#contract/board-snapshot.ts'
import type { WatchAnswer } from '#contract/wire.ts'
import type { Rejection } from '#domain/rejection.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient } from '#tests/support/board-client.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
const open: BoardSocket[] = []

beforeAll(async () => {
  server = await startTestServer()
  boardId = await insertTestBoard(server.database)
})
afterAll(async () => {
  for (const socket of open) socket.disconnect()
  await server.close()
})

function openSocket(headers: Record<string, string>): BoardSocket {
  const socket = connectBoardSocket(server.url, { origin: server.url, ...headers })
  open.push(socket)
  socket.connect()
  return socket
}

const connected = (socket: BoardSocket) => new Promise<void>((resolve) => socket.once('connect', resolve))
const refused = (socket: BoardSocket) =>
  new Promise<Rejection | undefined>((resolve) =>
    socket.once('connect_error', (error: Error & { data?: Rejection }) => resolve(error.data)),
  )
const disconnected = (socket: BoardSocket) =>
  new Promise<string>((resolve) => socket.once('disconnect', (reason) => resolve(reason)))
const watch = (socket: BoardSocket, given: Partial<{ boardId: string; since: number }> = {}) =>
  new Promise<WatchAnswer>((resolve) =>
    socket.emit('watch', { boardId, since: 0, contractVersion, ...given }, resolve),
  )
const command = (socket: BoardSocket, message: unknown) =>
  new Promise<CommandAnswer>((resolve) => socket.emit('command', message, resolve))
const pinged = (socket: BoardSocket) => new Promise<void>((resolve) => socket.emit('ping', resolve))

async function openDispatcher() {
  const { cookie } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
  const socket = openSocket({ cookie })
  await connected(socket)
  return socket
}

async function openDevice() {
  const engineerId = await insertTestEngineer(server.database, boardId)
  const token = createToken()
  await server.database.kysely
    .insertInto('device_token')
    .values({ token_hash: hashToken(token), engineer_id: engineerId })
    .execute()
  const socket = openSocket({ authorization: `Bearer ${token}` })
  await connected(socket)
  return { socket, engineerId }
}

describe('at the door', () => {
  it('[R1] a foreign page is refused before the upgrade, by name', async () => {
    const { cookie } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    const { port } = new URL(server.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const upgrade = request({
        port,
        host: '127.0.0.1',
        path: '/socket.io/?EIO=4&transport=websocket',
        headers: {
          cookie,
          origin: 'https://elsewhere.example',
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        },
      })
      upgrade.on('upgrade', () => reject(new Error('was upgraded')))
      upgrade.on('response', (response) => {
        let body = ''
        response.on('data', (chunk) => (body += String(chunk)))
        response.on('end', () => resolve(body))
      })
      upgrade.on('error', reject)
      upgrade.end()
    })
    expect(JSON.parse(answer)).toEqual({ ok: false, rejection: { name: 'wrong-origin' } })
  })

  it('[R2] without a valid session the connection ends by name, and is not tried again', async () => {
    const stranger = openSocket({ cookie: 'paidan_session=made-up' })
    expect(await refused(stranger)).toEqual({ name: 'session-expired' })
    expect(stranger.active).toBe(false)

    const { database, url } = server
    const client = await openBoardClient(database, { url, boardId })
    await client.untilLive()
    await database.sql`delete from login_session`
    client.socket.io.engine.close()
    const { connection } = await client.until((state) => state.connection.state === 'ended')
    expect(connection).toEqual({ state: 'ended', rejection: { name: 'session-expired' } })
    expect(await client.send('createTicket', newTicket())).toEqual({
      ok: false,
      rejection: { name: 'session-expired' },
    })
    client.close()
  })

  it('[R2] a device that nobody knows is told so', async () => {
    expect(await refused(openSocket({ authorization: 'Bearer made-up' }))).toEqual({ name: 'device-unknown' })
  })
})

describe('on the line', () => {
  it('[R4] a device reports for itself and sends commands, and watches nothing', async () => {
    const { socket } = await openDevice()
    const report = (raw: unknown) => new Promise((resolve) => socket.emit('report', raw, resolve))
    const fix = { lng: 121.47, lat: 31.23, at: Date.now() }
    expect(await report({ fixes: [fix] })).toEqual({ ok: true, accepted: 1 })
    expect(await report({ fixes: [{ ...fix, lat: 100 }] })).toEqual({
      ok: false,
      rejection: { name: 'impossible-coordinate' },
    })
    expect(await report({ fixes: 'here' })).toEqual({
      ok: false,
      rejection: { name: 'wrong-field', field: 'fixes' },
    })
    expect(await watch(socket)).toEqual({ ok: false, rejection: { name: 'not-allowed' } })
    const move = {
      commandId: randomUUID(),
      boardId,
      ticketId: randomUUID(),
      expectedVersion: 1,
      stage: 'on-site',
    }
    expect(await command(socket, { name: 'moveTicketStage', input: move })).toMatchObject({
      ok: false,
      rejection: { name: 'not-allowed' },
    })
  })

  it('[R4] a person reports no positions', async () => {
    const socket = await openDispatcher()
    const fixes = [{ lng: 121.47, lat: 31.23, at: Date.now() }]
    expect(await new Promise((resolve) => socket.emit('report', { fixes }, resolve))).toEqual({
      ok: false,
      rejection: { name: 'not-allowed' },
    })
  })

  it('[R7] what is no message is dropped, and the connection goes on', async () => {
    const socket = await openDispatcher()
    // What a hostile client may send is not in the types; `send` is Socket.IO's untyped event `message`.
    socket.send('hello')
    for (const nonsense of [
      () => socket.emit('unwatch', { boardId }),
      () => socket.emit('view', { boardId, tiles: ['x'] }),
      () => socket.emit('view', null),
      () => socket.emit('presence', { boardId: 7 }),
    ])
      nonsense()
    socket.io.engine.write('2["command"]')
    socket.io.engine.write('2["command",{"name":"createTicket"}]')
    socket.io.engine.write('21["watch"]')
    await pinged(socket)
    expect(socket.connected).toBe(true)
  })

  it('[R7] bytes that are no packet end that connection only', async () => {
    const bystander = await openDispatcher()
    const socket = await openDispatcher()
    const ended = disconnected(socket)
    socket.io.engine.write('9not-a-packet')
    await ended
    await pinged(bystander)
  })

  it('[R8] a message of more than 64 KiB ends the connection, and nobody else is touched', async () => {
    const bystander = await openDispatcher()
    const socket = await openDispatcher()
    const ended = disconnected(socket)
    socket.emit('view', 'x'.repeat(70_000))
    expect(await ended).toBe('transport close')
    await pinged(bystander)
  })
})
