import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import { contractVersion } from '#contract/board-snapshot.ts'
import type { EventBatch, WatchAnswer, WatchRequest } from '#contract/wire.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import type { Role } from '#domain/actor.ts'
import { createBoardClient } from '#realtime/client/board-client.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import { createRunCommand, type RunCommand } from '#server/commands/run-command.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient } from '#tests/support/board-client.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let boardId: string
/** Commits without ringing, as a node does that dies before it can. */
let runSilently: RunCommand
const open: BoardSocket[] = []

beforeAll(async () => {
  server = await startTestServer()
  runSilently = createRunCommand({ sql: server.database.sql, now: Date.now, onCommitted: () => undefined })
})
afterAll(async () => {
  for (const socket of open) socket.disconnect()
  await server.close()
})
beforeEach(async () => {
  boardId = await insertTestBoard(server.database)
})

const engine = () => ({ kind: 'engine', id: randomUUID(), name: 'engine', boardId }) as const

async function createTicket(run = runSilently): Promise<string> {
  const input = newTicket()
  const answer = await run(engine(), {
    name: 'createTicket',
    input: { ...input, commandId: randomUUID(), boardId },
  })
  expect(answer).toMatchObject({ ok: true })
  return input.ticketId
}

const addNote = (ticketId: string) =>
  runSilently(engine(), {
    name: 'addNote',
    input: { commandId: randomUUID(), boardId, ticketId, noteId: randomUUID(), text: '…' },
  })

async function openSocket(role: Role = 'dispatcher', boardIds = [boardId]): Promise<BoardSocket> {
  const { cookie } = await signIn(server.database, { role, boardIds })
  const socket = connectBoardSocket(server.url, { cookie, origin: server.url })
  open.push(socket)
  const connected = new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.connect()
  await connected
  return socket
}

const watch = (socket: BoardSocket, given: Partial<WatchRequest> = {}) =>
  new Promise<WatchAnswer>((resolve) =>
    socket.emit('watch', { boardId, since: 0, contractVersion, ...given }, resolve),
  )

const seqsOf = (answer: WatchAnswer) =>
  answer.ok && 'events' in answer ? answer.events.map(({ seq }) => seq) : undefined

describe('watching', () => {
  it('[W2] is answered with all that came after', async () => {
    const ticketId = await createTicket()
    await addNote(ticketId)
    await addNote(ticketId)
    const socket = await openSocket()
    expect(seqsOf(await watch(socket))).toEqual([1, 2, 3])
    expect(seqsOf(await watch(socket, { since: 2 }))).toEqual([3])
    expect(await watch(socket, { since: 3 })).toEqual({ ok: true, head: 3, events: [] })
  })

  it('[W3] is answered with reload for a number behind the end and for another contract', async () => {
    await createTicket()
    const socket = await openSocket()
    const reload = { ok: true, reload: true, head: 1 }
    expect(await watch(socket, { since: 2 })).toEqual(reload)
    expect(await watch(socket, { contractVersion: contractVersion + 1 })).toEqual(reload)
  })

  it('[W3] is answered with reload when more than 2,000 events are missing', async () => {
    const ticketId = await createTicket()
    await server.database.sql`
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event)
      select board_id, n, gen_random_uuid(), 0, at, actor, ticket_id,
        jsonb_build_object('type', 'noteAdded', 'ticketId', ticket_id, 'noteId', gen_random_uuid(), 'text', '')
      from board_event, generate_series(2, 2002) n where ticket_id = ${ticketId}`
    await server.database.sql`update board set last_seq = 2002 where id = ${boardId}`
    const socket = await openSocket()
    expect(await watch(socket, { since: 1 })).toEqual({ ok: true, reload: true, head: 2002 })
    expect(seqsOf(await watch(socket, { since: 2 }))).toHaveLength(2000)
  })

  it('[W4] is only for those who may read the board', async () => {
    const elsewhere = await insertTestBoard(server.database)
    const notAllowed = { ok: false, rejection: { name: 'not-allowed' } }
    expect(await watch(await openSocket('dispatcher', [elsewhere]))).toEqual(notAllowed)
    expect(await watch(await openSocket('engineer'))).toEqual(notAllowed)
    expect(await watch(await openSocket('admin', []), { boardId: randomUUID() })).toEqual({
      ok: false,
      rejection: { name: 'board-not-found' },
    })
    expect(await watch(await openSocket(), { boardId: 'x' })).toEqual({
      ok: false,
      rejection: { name: 'wrong-field', field: 'boardId' },
    })
  })

  it('[W1] [E1] in the middle of writing leaves no hole between the answer and the first broadcast', async () => {
    const ticketId = await createTicket()
    const last = 120
    const writing = (async () => {
      for (let count = 1; count < last; count += 1) await addNote(ticketId)
    })()
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const socket = await openSocket()
        const batches: EventBatch[] = []
        const whole = new Promise<void>((resolve) =>
          socket.on('events', (batch) => {
            batches.push(batch)
            if (batch.to === last) resolve()
          }),
        )
        const answered = seqsOf(await watch(socket)) ?? []
        if (answered.at(-1) !== last) await whole
        const seen = new Set([...answered, ...batches.flatMap(({ events }) => events.map(({ seq }) => seq))])
        expect(seen.size).toBe(last)
      }),
    )
    await writing
  })

  it('[E3] finds what was committed without a ring', async () => {
    const socket = await openSocket()
    await watch(socket)
    const batch = new Promise<EventBatch>((resolve) => socket.once('events', resolve))
    const ticketId = await createTicket()
    expect(await batch).toMatchObject({ boardId, from: 1, to: 1, events: [{ event: { ticketId } }] })
  })

  it('[E6] hears a heartbeat with the head of the log', async () => {
    await createTicket()
    const socket = await openSocket()
    await watch(socket)
    const head = await new Promise((resolve) => socket.once('head', resolve))
    expect(head).toMatchObject({ boardId, seq: 1 })
  })
})

describe('a client that does not fit', () => {
  async function openClient(change: {
    seq?: number
    tickets?: []
    fetched?: Partial<{ contractVersion: number }>
  }) {
    const { cookie, personId } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
    const readSnapshot = async () => {
      const snapshot = await findBoardSnapshot(server.database.sql, boardId, Date.now())
      if (!snapshot) throw new Error('no board')
      return snapshot
    }
    const snapshot = await readSnapshot()
    let reloads = 0
    const client = createBoardClient({
      snapshot: { ...snapshot, seq: change.seq ?? snapshot.seq, tickets: change.tickets ?? snapshot.tickets },
      actor: { kind: 'person', id: personId, name: 'Ana', role: 'dispatcher', boardIds: [boardId] },
      socket: connectBoardSocket(server.url, { cookie, origin: server.url }),
      fetchSnapshot: async () => {
        reloads += 1
        return { ...(await readSnapshot()), ...change.fetched }
      },
      now: Date.now,
      newId: randomUUID,
    })
    const until = (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const stop = client.subscribe(() => {
          if (!isSo()) return
          stop()
          resolve()
        })
      })
    return { client, until, reloads: () => reloads }
  }

  it('[C4] reads the board anew when told so, and keeps what is under way', async () => {
    const ticketId = await createTicket()
    const { client, until, reloads } = await openClient({ seq: 1_000 })
    const answer = client.send('addNote', { ticketId, noteId: randomUUID(), text: '…' })
    expect(client.getState().pending).toHaveLength(1)
    await until(() => client.getState().connection.state === 'live')
    expect(reloads()).toBe(1)
    expect(await answer).toEqual({ ok: true, seq: 2 })
    client.close()
  })

  it('[C4] reads the board anew when an event is of a ticket that it does not know', async () => {
    const ticketId = await createTicket()
    const { client, until, reloads } = await openClient({ tickets: [] })
    await until(() => client.getState().connection.state === 'live')
    await addNote(ticketId)
    await until(() => client.getState().confirmed.get(ticketId)?.noteCount === 1)
    expect(reloads()).toBe(1)
    client.close()
  })

  it('[C12] ends when the server speaks another contract', async () => {
    const { client, until } = await openClient({
      seq: 1_000,
      fetched: { contractVersion: contractVersion + 1 },
    })
    await until(() => client.getState().connection.state === 'ended')
    expect(client.getState().connection).toEqual({ state: 'ended', rejection: { name: 'page-outdated' } })
    client.close()
  })
})

describe('a broadcast', () => {
  it('[E4] carries what 60 people do at once, each number following the last one', async () => {
    const { database, url } = server
    const ana = await openBoardClient(database, { url, boardId, name: 'Ana' })
    await ana.untilLive()
    const batches: EventBatch[] = []
    ana.socket.on('events', (batch) => batches.push(batch))
    const answers = Array.from({ length: 60 }, () => ana.send('createTicket', newTicket()))
    await Promise.all(answers)
    await ana.until(({ confirmed, pending }) => confirmed.size === 60 && pending.length === 0)
    const events: BoardEvent[] = batches.flatMap((batch) => {
      expect(batch.events.map(({ seq }) => seq)).toEqual(
        Array.from({ length: batch.to - batch.from + 1 }, (_, index) => batch.from + index),
      )
      return [...batch.events]
    })
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    ana.close()
  })
})
