import { WebSocket } from 'ws'

/** A received message as it was on the wire: its text, and how many bytes its WebSocket frame had. */
export type OnText = (text: string, frameBytes: number, socket: WebSocket) => void

/** A bare WebSocket without any protocol on it. */
export async function openLine(
  url: string,
  headers: Record<string, string>,
  onText: OnText,
): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers, perMessageDeflate: false })
  socket.on('message', (data: Buffer) =>
    onText(data.toString('utf8'), data.length + headerBytes(data.length), socket),
  )
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

const headerBytes = (payload: number): number => (payload < 126 ? 2 : payload < 65_536 ? 4 : 10)

export type SocketLine = {
  emit: (event: string, ...given: readonly unknown[]) => void
  /** Answered by the acknowledgement's first argument. */
  ask: (event: string, given: unknown) => Promise<unknown>
}

/**
 * A Socket.IO client of the few packets that a benchmark needs: the real one would make the load generator's work larger
 * than the server's. Protocol: https://socket.io/docs/v4/engine-io-protocol/ and …/socket-io-protocol/.
 */
export async function openSocketLine(origin: string, cookie: string, onEvent: OnText): Promise<SocketLine> {
  const waiting = new Map<number, (answer: unknown) => void>()
  let lastId = 0
  let connected: () => void = () => undefined
  let refused: (error: Error) => void = () => undefined
  const connection = new Promise<void>((resolve, reject) => {
    connected = resolve
    refused = reject
  })
  const socket = await openLine(
    `${origin}/socket.io/?EIO=4&transport=websocket`,
    { cookie, origin },
    (text, frameBytes, from) => {
      if (text.startsWith('42')) onEvent(text, frameBytes, from)
      else if (text.startsWith('43')) answer(text)
      else if (text === '2') from.send('3')
      else if (text.startsWith('0')) from.send('40')
      else if (text.startsWith('40')) connected()
      else if (text.startsWith('44')) refused(new Error(`the server refused the connection: ${text}`))
    },
  )
  const answer = (text: string) => {
    const start = text.indexOf('[')
    const id = Number(text.slice(2, start))
    const [given] = JSON.parse(text.slice(start)) as unknown[]
    waiting.get(id)?.(given)
    waiting.delete(id)
  }
  await connection
  return {
    emit: (event, ...given) => socket.send(`42${JSON.stringify([event, ...given])}`),
    ask: (event, given) =>
      new Promise((resolve) => {
        const id = ++lastId
        waiting.set(id, resolve)
        socket.send(`42${id}${JSON.stringify([event, given])}`)
      }),
  }
}
