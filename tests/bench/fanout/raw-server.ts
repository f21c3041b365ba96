import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  encodeBlock,
  encodeGroup,
  frameBlockOf,
  frameTileOf,
  type PlacedEngineer,
} from '#contract/position-frame.ts'
import { tilesInBounds } from '#geo/tile.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'
import { createEngineers, createFeed, createViews, tickMs, ticksPerCycle } from './city.ts'
import type { FanoutServer } from './product-server.ts'

/**
 * The reference does nothing but send: the frames that the product would send in a cycle, ready before the clock starts, one
 * per viewer and tick. It hears the same reports and makes nothing of them.
 */
const http = createServer()
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
const viewers = new Map<WebSocket, readonly string[]>()
const places = new Map<number, unknown>()
const feed = createFeed((index, place) => places.set(index, place))
const cpu = createCpuMeter()
let timer: NodeJS.Timeout | undefined

/** Per viewer, the frames of one cycle; an empty one is not sent. */
function prepareFrames(): string[][] {
  const engineers = createEngineers().map((place, index): PlacedEngineer => ({
    ref: index + 1,
    place,
    headingDegrees: 0,
    ageSeconds: 0,
  }))
  const perTick = engineers.length / ticksPerCycle
  const ticks = Array.from({ length: ticksPerCycle }, (_, tick) =>
    groupsOf(engineers.slice(tick * perTick, (tick + 1) * perTick)),
  )
  return createViews().map((bounds) => {
    const tiles = tilesInBounds(bounds)
    return ticks.map((groups) => {
      const seen = tiles.map((tile) => groups.get(tile) ?? '').join('')
      const frame = base64Of(encodeBlock(frameBlockOf(tiles[0] ?? 0))) + seen
      return seen === '' ? '' : `42${JSON.stringify(['positions', frame])}`
    })
  })
}

function groupsOf(engineers: readonly PlacedEngineer[]): Map<number, string> {
  const byTile = new Map<number, PlacedEngineer[]>()
  for (const engineer of engineers) {
    const tile = frameTileOf(engineer.place)
    byTile.set(tile, [...(byTile.get(tile) ?? []), engineer])
  }
  return new Map([...byTile].map(([tile, group]) => [tile, base64Of(encodeGroup(tile, group))]))
}

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const handlers: FanoutServer = {
  start: async () => {
    const frames = prepareFrames()
    sockets.on('connection', (socket) => viewers.set(socket, frames[viewers.size] ?? []))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
  startFeed: () => {
    feed.start()
    let tick = 0
    timer = setInterval(() => {
      tick += 1
      for (const [socket, frames] of viewers) {
        const frame = frames[tick % ticksPerCycle]
        if (frame) socket.send(frame)
      }
    }, tickMs)
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
  reports: feed.reports,
  stopFeed: () => {
    clearInterval(timer)
    feed.stop()
  },
}

answerParent(handlers, () => {
  handlers.stopFeed()
  return Promise.resolve()
})
