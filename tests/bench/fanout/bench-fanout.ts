import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { insertBenchBoard, openBenchDatabase, type BenchBoard } from '../harness/bench-board.ts'
import { startProcess } from '../harness/processes.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { median } from '../harness/statistics.ts'
import { engineerCount, tickMs, viewerCount } from './city.ts'
import type { Viewers, ViewersOptions } from './load.ts'
import type { FanoutServer } from './product-server.ts'

const rounds = 5
const roundMs = 5_000
/** The first frames after a pause are of all ages. */
const settleMs = 1_200

type Measured = {
  cpuNanoseconds: number
  bytesPerUpdate: number
  framesPerSecond: number
  latencyP50Ms: number
  latencyP99Ms: number
}
type Side = { measure: () => Promise<Measured>; end: () => Promise<void> }

export async function benchFanout(): Promise<BenchReport> {
  const { database, close } = await openBenchDatabase()
  const sides: Side[] = []
  try {
    const board = await insertBenchBoard(database, { tickets: 0, engineers: engineerCount })
    const open = async (server: ViewersOptions['server']) => {
      const side = await openSide(database, board, server)
      sides.push(side)
      return side
    }
    const [productSide, rawSide] = [await open('product'), await open('raw')]
    const { product, raw } = await interleave({ raw: rawSide.measure, product: productSide.measure }, rounds)
    const of = (sample: readonly Measured[], what: keyof Measured) => sample.map((one) => one[what])
    const bytes = figure('bytes', of(product, 'bytesPerUpdate'))
    const due = (viewerCount * 1_000) / tickMs
    // Where a server skips ticks, its frames hold more: cheaper per update than it should be.
    const keptUp = [product, raw].every((side) => median(of(side, 'framesPerSecond')) > 0.9 * due)
    const ratios = {
      'server CPU per update and client': ratio(of(product, 'cpuNanoseconds'), of(raw, 'cpuNanoseconds'), {
        atMost: 3,
      }),
      'bytes per update and client': bounded(bytes, { atMost: 1 }),
    }
    return {
      name: 'fanout',
      results: {
        'product, server CPU': figure('ns per update and client', of(product, 'cpuNanoseconds')),
        'raw ws, server CPU': figure('ns per update and client', of(raw, 'cpuNanoseconds')),
        'product, bytes': bytes,
        'raw ws, bytes': figure('bytes', of(raw, 'bytesPerUpdate')),
        'product, frames': figure(`/s of ${due}`, of(product, 'framesPerSecond')),
        'raw ws, frames': figure(`/s of ${due}`, of(raw, 'framesPerSecond')),
        'product, report to viewer p50': figure('ms', of(product, 'latencyP50Ms')),
        'product, report to viewer p99': figure('ms', of(product, 'latencyP99Ms')),
      },
      ratios,
      remarks: [
        `a report waits up to ${tickMs} ms for its tick; that is part of the latency`,
        ...remarkOnReference('raw ws', of(raw, 'cpuNanoseconds')),
        ...(keptUp ? [] : ['a server fell behind its ticks, the machine was too busy: not to be believed']),
      ],
      ok: keptUp && Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    for (const side of sides) await side.end()
    await close()
  }
}

async function openSide(
  database: TestDatabase,
  { boardId, engineerIds }: BenchBoard,
  server: ViewersOptions['server'],
): Promise<Side> {
  // Refs are given by the database in the order of insertion, which is not the order of the list; nobody looks at them.
  const serving = startProcess<FanoutServer>(new URL(`./${server}-server.ts`, import.meta.url))
  const url = await serving.ask('start', { connection: database.connection, engineerIds })
  const viewers = startProcess<Viewers>(new URL('./load.ts', import.meta.url))
  const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [boardId] })
  await viewers.ask('open', {
    server,
    url,
    boardId,
    cookies: Array.from({ length: viewerCount }, () => cookie),
  })
  return {
    measure: async () => {
      await serving.ask('startFeed')
      await pause(settleMs)
      await viewers.ask('startReading')
      await serving.ask('startCpu')
      const startedAt = performance.now()
      const before = await serving.ask('reports')
      await pause(roundMs)
      const cpuMicroseconds = await serving.ask('cpuMicroseconds')
      const updates = (await serving.ask('reports')) - before
      const { frames, bytes, ...latency } = await viewers.ask('stopReading')
      const seconds = (performance.now() - startedAt) / 1_000
      await serving.ask('stopFeed')
      return {
        cpuNanoseconds: (cpuMicroseconds * 1_000) / (updates * viewerCount),
        bytesPerUpdate: bytes / (updates * viewerCount),
        framesPerSecond: frames / seconds,
        ...latency,
      }
    },
    end: async () => {
      await viewers.end()
      await serving.end()
    },
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
