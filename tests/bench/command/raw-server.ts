import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { connect, type ConnectionOptions, type Database } from '#db/client.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'
import { sampleDecisionRecord } from '../harness/sample-decision.ts'
import { assignByHand, unassignByHand } from '../move/by-hand.ts'
import type { CommandServer } from './product-server.ts'
import type { RawMessage } from './raw-message.ts'

/**
 * The reference: bare WebSockets, the same statements by hand, and one frame per event to everybody. It asks for no session,
 * checks no message and promises nothing after a lost connection.
 */
let database: Database | undefined
const http = createServer()
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
const cpu = createCpuMeter()
const actor = { kind: 'person' as const, id: '00000000-0000-4000-8000-000000000001', name: 'dispatcher' }

const record = sampleDecisionRecord()

const carryOut = (sql: Database['sql'], { name, input }: RawMessage) =>
  name === 'assignTicket' ? assignByHand(sql, actor, input, record) : unassignByHand(sql, actor, input)

const handlers: CommandServer = {
  start: async (connection: ConnectionOptions): Promise<string> => {
    const { sql } = (database = connect(connection))
    sockets.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString('utf8')) as RawMessage
        void carryOut(sql, message).then((event) => {
          const frame = Buffer.from(JSON.stringify({ event }))
          for (const other of sockets.clients) other.send(frame, { binary: false })
          socket.send(JSON.stringify({ answerTo: message.id, answer: { ok: true, seq: event.seq } }))
        })
      })
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
}

answerParent(handlers, async () => database?.close())
