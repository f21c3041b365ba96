import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { flowRoomsPath } from '#contract/flow-document.ts'

/** A WebSocket into a room that says only what the test makes it say. */
export type BareFlowLine = {
  socket: WebSocket
  /** Below the WebSocket, for frames that no library would send. */
  below: Duplex
  /** Everything that has come and was not taken yet, in order. */
  next: (isIt: (message: Uint8Array) => boolean) => Promise<Uint8Array>
  /** The code by which the server ends it. */
  closed: Promise<number>
}

type Address = { url: string; flowId: string; headers: Record<string, string> }

const addressOf = (url: string, flowId: string) => `${url.replace('http', 'ws')}${flowRoomsPath}/${flowId}`

export async function openBareFlowLine({ url, flowId, headers }: Address): Promise<BareFlowLine> {
  const socket = new WebSocket(addressOf(url, flowId), { headers: { origin: url, ...headers } })
  const waiting: Uint8Array[] = []
  let wake = (): void => undefined
  socket.on('message', (data) => {
    if (data instanceof Buffer) waiting.push(data)
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const [[{ socket: below }]] = (await Promise.all([once(socket, 'upgrade'), once(socket, 'open')])) as [
    [IncomingMessage],
    unknown,
  ]
  socket.on('error', () => undefined)
  return {
    socket,
    below,
    closed,
    next: async (isIt) => {
      for (;;) {
        const message = waiting.shift()
        if (message && isIt(message)) return message
        if (!message)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}

/** The HTTP status by which the upgrade is refused. */
export async function refusedUpgrade({ url, flowId, headers }: Address): Promise<number> {
  const socket = new WebSocket(addressOf(url, flowId), { headers })
  const status = await new Promise<number>((resolve, reject) => {
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode))
    socket.on('open', () => reject(new Error('was let in')))
  })
  socket.on('error', () => undefined)
  socket.terminate()
  return status
}
