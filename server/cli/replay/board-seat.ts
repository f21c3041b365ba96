import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { Instant } from '#domain/instant.ts'
import { createBoardClient } from '#realtime/client/board-client.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import type { BoardView } from '#server/simulation/board-view.ts'
import type { PreparedBoard } from './prepare-board.ts'

/** The service person at their screen: sees the board and sends commands through the same client as the browser. */
export type BoardSeat = {
  view: () => BoardView
  send: (message: CommandMessage) => Promise<CommandAnswer>
  reconnects: () => number
  isLive: () => boolean
  close: () => void
}

/** What a server without pages, or with a clock of its own, needs told. */
type SeatPorts = { fetchSnapshot: () => Promise<BoardSnapshot>; now: () => Instant }

export async function takeSeat(
  url: string,
  { boardId, person, cookie }: PreparedBoard,
  ports?: SeatPorts,
): Promise<BoardSeat> {
  const { fetchSnapshot, now } = ports ?? {
    now: Date.now,
    fetchSnapshot: async () => {
      const response = await fetch(`${url}/boards/${boardId}/snapshot`, { headers: { cookie } })
      if (!response.ok) throw new Error(`${url} answered ${response.status} for the board`)
      // Our own server's: the contract version in it is checked by the client.
      return (await response.json()) as BoardSnapshot
    },
  }
  const snapshot = await fetchSnapshot()
  const socket = connectBoardSocket(url, { cookie, origin: url })
  let nextId = ''
  let connects = 0
  const client = createBoardClient({
    snapshot,
    actor: person,
    socket,
    fetchSnapshot,
    now,
    newId: () => nextId,
  })
  socket.on('connect', () => (connects += 1))
  return {
    view: () => {
      const { board, flows, engineers, confirmed } = client.getState()
      return {
        id: board.id,
        timeZone: board.timeZone,
        flows,
        engineers: [...engineers.values()],
        tickets: confirmed,
      }
    },
    send: async ({ name, input }) => {
      // The id is the replay's, so that the log can be asked for it at the end.
      nextId = input.commandId
      const answer = await client.send(name, input)
      client.dismissRefusal(input.commandId)
      return answer
    },
    reconnects: () => Math.max(0, connects - 1),
    isLive: () => client.getState().connection.state === 'live',
    close: client.close,
  }
}
