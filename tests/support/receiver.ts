import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { headers: IncomingHttpHeaders; body: string }

/** Another system that is called. It answers the first call with the first status, and so on; the last one stays. */
export type Receiver = {
  url: string
  received: readonly Received[]
  /** When so many calls have come. */
  untilReceived: (count: number) => Promise<void>
  answerWith: (answers: readonly { status: number; body?: string }[]) => void
  close: () => Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let answers: readonly { status: number; body?: string }[] = [{ status: 200 }]
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { status, body = '' } = answers[Math.min(received.length, answers.length - 1)] ?? { status: 200 }
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      response.writeHead(status).end(body)
      for (const look of waiting) look()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    untilReceived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    answerWith: (next) => {
      answers = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
