import { afterAll, beforeAll, expect, it } from 'vitest'
import { findNotices, markNoticesRead } from '#db/notice.ts'
import type { NoticeCount } from '#contract/wire.ts'
import { draw } from '#domain/flow-graph/starters/draw.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import { keepAsking } from '#realtime/client/keep-asking.ts'
import { askNotices } from '#realtime/client/questions.ts'
import { newTicket, openBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** A supervisor's page: what it was told, and the news that it waits for. */
function openBell(socket: BoardSocket) {
  const told: NoticeCount[] = []
  let hear: () => void = () => undefined
  socket.on('notices', (count) => {
    told.push(count)
    hear()
  })
  const connections: string[] = []
  const asking = keepAsking({
    socket,
    ask: () => askNotices(socket),
    onConnection: (connection) => {
      connections.push(connection)
      hear()
    },
  })
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      hear = () => {
        if (isSo()) resolve()
      }
      hear()
    })
  return { told, connections, until, close: asking.close }
}

it('[M17] a message of a flow reaches its reader at once, and what was read elsewhere is told with the next connection', async () => {
  const { database, url } = server
  const boardId = await insertTestBoard(database)
  const text = { 'zh-CN': '请审核', en: 'Please review' }
  await runBoardOn(
    database,
    boardId,
    draw(
      { 'zh-CN': '先审', en: 'Review first' },
      {
        start: ['start', 0, 0, { name: 'start' }],
        tell: [
          'notify',
          1,
          0,
          { name: 'tell', to: { kind: 'role', role: 'supervisor' }, channel: 'app', text },
        ],
        work: [
          'task',
          2,
          0,
          { name: 'work', stage: 'to-dispatch', handler: { kind: 'role', role: 'dispatcher' } },
        ],
        end: ['end', 3, 0, { name: 'end' }],
      },
      [
        ['start', 'done', 'tell'],
        ['tell', 'done', 'work'],
        ['work', 'done', 'end'],
      ],
    ),
  )
  const chief = await signIn(database, { role: 'supervisor', boardIds: [boardId] })
  const socket = connectBoardSocket(url, { cookie: chief.cookie, origin: url })
  socket.io.reconnectionDelay(20).reconnectionDelayMax(100)
  const bell = openBell(socket)
  await bell.until(() => bell.told.length === 1)
  expect(bell.told).toEqual([{ unread: 0, newestAt: null }])

  const dispatcher = await openBoardClient(database, { url, boardId })
  await dispatcher.untilLive()
  expect(await dispatcher.send('createTicket', newTicket())).toMatchObject({ ok: true })
  dispatcher.close()
  await bell.until(() => bell.told.at(-1)?.unread === 1)

  const [notice] = (await findNotices(database.sql, chief.personId, 5)).notices
  expect(notice).toMatchObject({ text, isRead: false })
  await markNoticesRead(database.sql, chief.personId, { ids: 'all', at: Date.now() })
  socket.io.engine.close()
  await bell.until(() => bell.told.at(-1)?.unread === 0)
  expect(bell.connections).toEqual(['live', 'away', 'live'])
  bell.close()
})
