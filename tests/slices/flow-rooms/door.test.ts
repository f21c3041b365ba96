import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flowCloseCodes, flowRoomsPath } from '#contract/flow-document.ts'
import { putFlowAway } from '#db/flow-documents.ts'
import type { Role } from '#domain/actor.ts'
import { openBareFlowLine, refusedUpgrade } from '#tests/support/bare-flow-line.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'
import { insertTestFlow, openFlowScreen, openFlowScreenAs, threeSteps } from '#tests/support/flow-screen.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let flowId: string
beforeEach(async () => {
  database = await createTestDatabase()
  flowId = await insertTestFlow(database)
})
afterEach(() => database.drop())

describe('at the door', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ database })
  })
  afterEach(() => server.close())

  const cookieOf = async (role: Role) => (await signIn(database, { role, boardIds: [] })).cookie
  const upgrade = (headers: Record<string, string>, id = flowId) =>
    refusedUpgrade({ url: server.url, flowId: id, headers: { origin: server.url, ...headers } })
  const get = async (headers: Record<string, string>, id = flowId) =>
    (await fetch(`${server.url}${flowRoomsPath}/${id}`, { headers })).status

  it('[D3] a foreign page is refused with 403 before anything is looked up', async () => {
    const cookie = await cookieOf('admin')
    expect(await upgrade({ cookie, origin: 'https://elsewhere.example' })).toBe(403)
    expect(await upgrade({ cookie, origin: '' })).toBe(403)
  })

  it('[D3] without a valid session 401, by the socket and by GET', async () => {
    for (const headers of [{}, { cookie: 'paidan_session=unknown' }]) {
      expect(await upgrade(headers)).toBe(401)
      expect(await get(headers)).toBe(401)
    }
  })

  it('[D3] an engineer is refused with 403 whether there is such a flow or not', async () => {
    const cookie = await cookieOf('engineer')
    for (const id of [flowId, randomUUID(), 'x']) {
      expect(await upgrade({ cookie }, id)).toBe(403)
      expect(await get({ cookie }, id)).toBe(403)
    }
  })

  it('[D3] no such flow, an archived one, or no id at all is 404', async () => {
    const cookie = await cookieOf('admin')
    const archived = await insertTestFlow(database)
    expect(await putFlowAway(database.sql, archived, Date.now())).toBe(true)
    for (const id of [archived, randomUUID(), 'x', `${flowId}/..`])
      expect(await upgrade({ cookie }, id)).toBe(404)
    expect(await get({ cookie }, archived)).toBe(404)
    expect(await get({ cookie })).toBe(204)
  })

  it('[D3] a screen is told by name why it is not let in', async () => {
    const screen = openFlowScreenAs({ url: server.url, flowId, cookie: 'paidan_session=gone' })
    const { connection } = await screen.until(({ connection: { state } }) => state === 'ended')
    expect(connection).toEqual({ state: 'ended', reason: 'session-expired' })
    screen.close()
  })

  it.each(['supervisor', 'dispatcher', 'service-desk'] as const)(
    '[D4] %s may look and point, not write',
    async (role) => {
      const ana = await openFlowScreen(database, { url: server.url, flowId })
      const reader = await openFlowScreen(database, { url: server.url, flowId, role, name: 'Reader' })
      await Promise.all([ana.untilLive(), reader.untilLive()])
      expect(ana.getState().readOnly).toBe(false)
      expect(reader.getState().readOnly).toBe(true)
      expect(reader.readDraft()).toEqual(threeSteps())

      reader.setPresence({ cur: [1, 2], sel: ['end'], drag: { end: [9, 9] }, form: 'end' })
      const [seen] = await ana.untilPeers(([peer]) => peer?.cur !== undefined)
      expect(seen).toEqual({
        clientId: reader.doc.clientID,
        cur: [1, 2],
        sel: ['end'],
        readOnly: true,
        user: { id: reader.personId, name: 'Reader', colour: expect.any(Number) as number },
      })

      reader.moveNode('repair', [666, 666])
      const { connection } = await reader.until(({ connection: { state } }) => state === 'ended')
      expect(connection).toEqual({ state: 'ended', reason: 'not-allowed' })
      ana.moveNode('end', [1, 1])
      await ana.untilSaved()
      expect(ana.posOf('repair')).toEqual([200, 0])
      ana.close()
      reader.close()
    },
  )

  it('[D14] who signs out is cut off at once, on every screen', async () => {
    const { cookie, personId } = await signIn(database, { role: 'admin', boardIds: [] })
    const screen = openFlowScreenAs({ url: server.url, flowId, cookie })
    await screen.untilLive()
    const { sql } = database
    await sql`delete from login_session where person_id = ${personId}`
    // What signing out does after that, on whichever node: it rings.
    await sql.notify('paidan_doorbell', 'rights 1')
    const { connection } = await screen.until(({ connection: { state } }) => state === 'ended')
    expect(connection).toEqual({ state: 'ended', reason: 'session-expired' })
    screen.close()
  })
})

describe('while connected', () => {
  const open = async (recheckMs: number) => {
    const node = await startFlowNode(database, { recheckMs })
    const { cookie, personId } = await signIn(database, { role: 'admin', boardIds: [] })
    return { node, cookie, personId }
  }
  const setRole = (personId: string, role: Role) =>
    database.kysely.updateTable('person').set({ role }).where('id', '=', personId).execute()

  it('[D14] a right that was withdrawn ends the connection without anybody asking', async () => {
    const { node, cookie, personId } = await open(20)
    const line = await openBareFlowLine({ url: node.url, flowId, headers: { cookie } })
    await setRole(personId, 'engineer')
    expect(await line.closed).toBe(flowCloseCodes.notAllowed)
    await node.close()
  })

  it('[D14] who may only read from now on comes back as a reader', async () => {
    const { node, cookie, personId } = await open(20)
    const screen = openFlowScreenAs({ url: node.url, flowId, cookie })
    await screen.until(({ readOnly }) => !readOnly)
    await setRole(personId, 'supervisor')
    await screen.until(({ readOnly, connection }) => readOnly && connection.state === 'live')
    screen.close()
    await node.close()
  })

  it('[D14] an archived flow ends for everybody', async () => {
    const { node, cookie } = await open(20)
    const line = await openBareFlowLine({ url: node.url, flowId, headers: { cookie } })
    await putFlowAway(database.sql, flowId, Date.now())
    expect(await line.closed).toBe(flowCloseCodes.notFound)
    await node.close()
  })
})
