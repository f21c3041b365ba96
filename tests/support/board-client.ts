import { randomUUID } from 'node:crypto'
import type { CommandInput } from '#contract/command.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import type { Actor, Role } from '#domain/actor.ts'
import { createBoardClient } from '#realtime/client/board-client.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import type { TestDatabase } from './database.ts'
import { signIn } from './start-server.ts'

export type TestBoardClient = BoardClient & {
  actor: Actor
  socket: BoardSocket
  cookie: string
  /** Waits until the state is so; at once when it is already. */
  until: (isSo: (state: BoardClientState) => boolean) => Promise<BoardClientState>
  untilLive: () => Promise<BoardClientState>
}

/** Somebody's screen without a screen: signs in, reads the snapshot, and follows the board. */
export async function openBoardClient(
  database: TestDatabase,
  options: { url: string; boardId: string; role?: Role; name?: string },
): Promise<TestBoardClient> {
  const { url, boardId, role = 'dispatcher', name = role } = options
  const { cookie, personId } = await signIn(database, { role, boardIds: [boardId], name })
  const actor: Actor = { kind: 'person', id: personId, name, role, boardIds: [boardId] }
  const readSnapshot = async () => {
    const snapshot = await findBoardSnapshot(database.sql, boardId, Date.now())
    if (!snapshot) throw new Error(`no board ${boardId}`)
    return snapshot
  }
  const socket = connectBoardSocket(url, { cookie, origin: url })
  // A test waits for its clients to come back; people would rather not all come back at once.
  socket.io.reconnectionDelay(20).reconnectionDelayMax(100)
  const client = createBoardClient({
    snapshot: await readSnapshot(),
    actor,
    socket,
    fetchSnapshot: readSnapshot,
    now: Date.now,
    newId: randomUUID,
  })
  const until = (isSo: (state: BoardClientState) => boolean) =>
    new Promise<BoardClientState>((resolve) => {
      const look = () => {
        if (!isSo(client.getState())) return
        unsubscribe()
        resolve(client.getState())
      }
      const unsubscribe = client.subscribe(look)
      look()
    })
  return {
    ...client,
    actor,
    socket,
    cookie,
    until,
    untilLive: () => until(({ connection }) => connection.state === 'live'),
  }
}

/** Ana and Ben, two dispatchers who both follow the board. */
export async function openTwoBoardClients(
  { database, url }: { database: TestDatabase; url: string },
  boardId: string,
): Promise<[ana: TestBoardClient, ben: TestBoardClient]> {
  const open = (name: string) => openBoardClient(database, { url, boardId, name })
  const [ana, ben] = await Promise.all([open('Ana'), open('Ben')])
  await Promise.all([ana.untilLive(), ben.untilLive()])
  return [ana, ben]
}

/** What a dispatcher who is in a hurry fills in. */
export const newTicket = (
  given: Partial<Omit<CommandInput<'createTicket'>, 'commandId' | 'boardId'>> = {},
): Omit<CommandInput<'createTicket'>, 'commandId' | 'boardId'> => ({
  ticketId: randomUUID(),
  externalId: null,
  title: '空调不制冷',
  description: '',
  priority: 2,
  requiredSkills: [],
  place: { lng: 121.47, lat: 31.23 },
  address: '',
  windowFrom: null,
  windowTo: null,
  source: 'phone',
  customer: null,
  assetId: null,
  ...given,
})
