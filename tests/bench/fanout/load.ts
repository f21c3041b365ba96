import { contractVersion } from '#contract/board-snapshot.ts'
import { decodeFrame } from '#contract/position-frame.ts'
import type { WatchAnswer } from '#contract/wire.ts'
import { tilesInBounds } from '#geo/tile.ts'
import { answerParent } from '../harness/processes.ts'
import { openLine, openSocketLine } from '../harness/socket-line.ts'
import { percentile } from '../harness/statistics.ts'
import { createViews } from './city.ts'
import { ageOfStamp } from './stamp.ts'

export type ViewersOptions = {
  server: 'product' | 'raw'
  url: string
  boardId: string
  cookies: readonly string[]
}

export type ViewersMeasured = { frames: number; bytes: number; latencyP50Ms: number; latencyP99Ms: number }

/** One frame of so many is opened, to see how old its reports are; all are counted. */
const openedEvery = 11
const openingAtOnce = 20

let frames = 0
let bytes = 0
let latencyMs: number[] = []
let reading = false

function receive(text: string, frameBytes: number, openFrames: boolean) {
  if (!reading || !text.startsWith('42["positions"')) return
  frames += 1
  bytes += frameBytes
  if (!openFrames || frames % openedEvery !== 0) return
  const [, frame = ''] = JSON.parse(text.slice(2)) as string[]
  for (const { headingDegrees } of decodeFrame(Buffer.from(frame, 'base64')))
    if (headingDegrees !== null) latencyMs.push(ageOfStamp(headingDegrees))
}

const handlers = {
  open: async ({ server, url, boardId, cookies }: ViewersOptions): Promise<void> => {
    const views = createViews()
    const open = async (index: number) => {
      const bounds = views[index]
      if (server === 'raw' || !bounds) {
        await openLine(url, {}, (text, frameBytes) => receive(text, frameBytes, false))
        return
      }
      const line = await openSocketLine(url, cookies[index] ?? '', (text, frameBytes) =>
        receive(text, frameBytes, true),
      )
      const watched = (await line.ask('watch', { boardId, since: 0, contractVersion })) as WatchAnswer
      if (!watched.ok) throw new Error(`the board cannot be watched: ${watched.rejection.name}`)
      line.emit('view', { boardId, tiles: tilesInBounds(bounds) })
    }
    for (let from = 0; from < views.length; from += openingAtOnce)
      await Promise.all(views.slice(from, from + openingAtOnce).map((_, index) => open(from + index)))
  },
  startReading: () => {
    frames = 0
    bytes = 0
    latencyMs = []
    reading = true
  },
  stopReading: (): ViewersMeasured => {
    reading = false
    return {
      frames,
      bytes,
      latencyP50Ms: percentile(latencyMs, 0.5),
      latencyP99Ms: percentile(latencyMs, 0.99),
    }
  },
}
export type Viewers = typeof handlers

answerParent(handlers, () => Promise.resolve())
