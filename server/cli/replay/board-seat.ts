import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { TicketDetails } from '#contract/ticket-details.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import { createBoardClient } from '#realtime/client/board-client.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import type { BoardView } from '#server/simulation/board-view.ts'
import type { Colleague } from './prepare-board.ts'

/** The service person at their screen: sees the board and sends commands through the same client as the browser. */
export type BoardSeat = {
  view: () => BoardView
  send: (message: CommandMessage) => Promise<CommandAnswer>
  /** Where a ticket stands on its drawn flow, as the drawer shows it. */
  findStand: (ticketId: string) => Promise<TicketStand | null>
  reconnects: () => number
  isLive: () => boolean
  close: () => void
}

/** What a server without pages, or with a clock of its own, needs told. */
type SeatPorts = {
  fetchSnapshot: () => Promise<BoardSnapshot>
  fetchStand: (ticketId: string) => Promise<TicketStand | null>
  now: () => Instant
}

export async function takeSeat(
  url: string,
  { boardId, person, cookie }: Colleague & { boardId: string },
  ports: Partial<SeatPorts> = {},
): Promise<BoardSeat> {
  // Our own server's: the contract version of the board is checked by the client.
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${url}/boards/${boardId}/${path}`, { headers: { cookie } })
    if (!response.ok) throw new Error(`${url} answered ${response.status} for ${path}`)
    return response.json()
  }
  const {
    fetchSnapshot = async () => (await read('snapshot')) as BoardSnapshot,
    fetchStand = async (ticketId: string) =>
      ((await read(`tickets/${ticketId}/details`)) as TicketDetails).stand,
    now = Date.now,
  } = ports
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
    findStand: fetchStand,
    reconnects: () => Math.max(0, connects - 1),
    isLive: () => client.getState().connection.state === 'live',
    close: client.close,
  }
}
