import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'
import type { DrawingServer } from './product-server.ts'

/** The reference does nothing but send: every message to everybody, as it came. It knows no document and keeps nothing. */
const http = createServer()
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
const everybody = new Set<WebSocket>()
const cpu = createCpuMeter()

sockets.on('connection', (socket) => {
  everybody.add(socket)
  socket.on('close', () => everybody.delete(socket))
  socket.on('message', (message) => {
    for (const other of everybody) other.send(message)
  })
})

const handlers: DrawingServer = {
  start: async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
}

answerParent(handlers, () => Promise.resolve())
