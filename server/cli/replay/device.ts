import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { PositionReport } from '#contract/position-report.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import { createCommandSender } from '#realtime/client/command-sender.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'

/** An engineer's phone: sends what its engineer does and where it is, and waits while there is no connection. */
export type Device = {
  send: (message: CommandMessage) => Promise<CommandAnswer>
  report: (report: PositionReport) => void
  /** Where one of the engineer's tickets stands on its drawn flow. */
  findStand: (ticketId: string) => Promise<TicketStand | null>
  close: () => void
}

const reconnectMs = 1_000
/** As many as one report may hold; of more, the newest. */
const mostFixes = 500

export function connectDevice(url: string, token: string): Device {
  const socket = connectBoardSocket(url, { authorization: `Bearer ${token}` })
  let unsent: PositionReport['fixes'] = []
  let reconnect: ReturnType<typeof setTimeout> | undefined
  const sender = createCommandSender({
    socket,
    isFollowing: () => socket.connected,
    // A device does not follow the log: an answer is all that it waits for.
    head: () => Number.POSITIVE_INFINITY,
    onChange: () => undefined,
    onRefused: () => undefined,
  })
  const sendFixes = () => {
    if (!socket.connected || unsent.length === 0) return
    const fixes = unsent
    unsent = []
    socket.timeout(5_000).emit('report', { datum: 'wgs84', fixes }, (error: Error | null) => {
      if (error) unsent = [...fixes, ...unsent].slice(-mostFixes)
    })
  }
  // When the server ends a connection, or refuses one, Socket.IO does not come back by itself.
  const reconnectLater = () => {
    clearTimeout(reconnect)
    reconnect = setTimeout(() => socket.connect(), reconnectMs)
  }
  socket.on('connect', () => {
    sender.flush()
    sendFixes()
  })
  socket.on('disconnect', () => {
    sender.cut()
    if (!socket.active) reconnectLater()
  })
  socket.on('connect_error', () => {
    if (!socket.active) reconnectLater()
  })
  socket.connect()
  return {
    send: (message) => sender.add(message, Date.now()),
    report: ({ fixes }) => {
      unsent = [...unsent, ...fixes].slice(-mostFixes)
      sendFixes()
    },
    findStand: async (ticketId) => {
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${url}/api/device/tickets/${ticketId}/stand`, { headers })
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`${url} answered ${response.status} for a ticket`)
      return (await response.json()) as TicketStand
    },
    close: () => {
      clearTimeout(reconnect)
      sender.close()
      socket.off()
      socket.disconnect()
    },
  }
}
