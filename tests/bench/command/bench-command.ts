import { signIn } from '#tests/support/sign-in.ts'
import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import { insertBenchBoard, openBenchDatabase } from '../harness/bench-board.ts'
import { startProcess, type BenchProcess } from '../harness/processes.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import type { CommandLoad, LoadMeasured, LoadOptions } from './load.ts'
import type { CommandServer } from './product-server.ts'

const dispatchers = 100
const rounds = 5
const fullLoad = { atOnce: 64, ms: 4_000 }
const steadyLoad = { perSecond: 200, ms: 2_500 }

type Measured = LoadMeasured & { cpuMicroseconds: number }
type Side = { full: () => Promise<Measured>; steady: () => Promise<Measured>; end: () => Promise<void> }

export async function benchCommand(): Promise<BenchReport> {
  const { database, close } = await openBenchDatabase()
  const sides: Side[] = []
  try {
    const open = async (server: 'product' | 'raw') => {
      const side = await openSide(database, server)
      sides.push(side)
      return side
    }
    const product = await open('product')
    const raw = await open('raw')
    const measured = await interleave(
      { rawFull: raw.full, productFull: product.full, rawSteady: raw.steady, productSteady: product.steady },
      rounds,
    )
    const of = (name: keyof typeof measured, what: keyof Measured) => measured[name].map((one) => one[what])
    const lost = [...of('productFull', 'lost'), ...of('productSteady', 'lost')]
    const ratios = {
      'server CPU per command, full load': ratio(
        of('productFull', 'cpuMicroseconds'),
        of('rawFull', 'cpuMicroseconds'),
        { atMost: 1 },
      ),
      'deliveries lost': bounded(figure('of all, in any round', [Math.max(...lost)]), { atMost: 0 }),
    }
    const atSteady = ratio(of('productSteady', 'cpuMicroseconds'), of('rawSteady', 'cpuMicroseconds'), {
      atMost: 1,
    })
    const steady = `at ${steadyLoad.perSecond}/s`
    return {
      name: 'command',
      results: {
        'product, commands, full load': figure('/s', of('productFull', 'perSecond')),
        'raw ws, commands, full load': figure('/s', of('rawFull', 'perSecond')),
        'product, server CPU, full load': figure('µs/command', of('productFull', 'cpuMicroseconds')),
        'raw ws, server CPU, full load': figure('µs/command', of('rawFull', 'cpuMicroseconds')),
        [`product, server CPU, ${steady}`]: figure('µs/command', of('productSteady', 'cpuMicroseconds')),
        [`raw ws, server CPU, ${steady}`]: figure('µs/command', of('rawSteady', 'cpuMicroseconds')),
        [`product by raw ws, server CPU, ${steady}`]: figure('x reference', [atSteady.median]),
        [`product, ack p50, ${steady}`]: figure('ms', of('productSteady', 'ackP50Ms')),
        [`raw ws, ack p50, ${steady}`]: figure('ms', of('rawSteady', 'ackP50Ms')),
        [`product, ack p99, ${steady}`]: figure('ms', of('productSteady', 'ackP99Ms')),
        [`raw ws, ack p99, ${steady}`]: figure('ms', of('rawSteady', 'ackP99Ms')),
        [`product, delivery p50, ${steady}`]: figure('ms', of('productSteady', 'deliveryP50Ms')),
        [`raw ws, delivery p50, ${steady}`]: figure('ms', of('rawSteady', 'deliveryP50Ms')),
        [`product, delivery p99, ${steady}`]: figure('ms', of('productSteady', 'deliveryP99Ms')),
        [`raw ws, delivery p99, ${steady}`]: figure('ms', of('rawSteady', 'deliveryP99Ms')),
        'product, deliveries lost': figure('in all rounds', [lost.reduce((sum, one) => sum + one, 0)]),
      },
      ratios,
      remarks: remarkOnReference('raw ws, full load', of('rawFull', 'cpuMicroseconds')),
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    for (const side of sides) await side.end()
    await close()
  }
}

/** A server process and a load process of its own, on a board of its own in the common database. */
async function openSide(database: TestDatabase, server: LoadOptions['server']): Promise<Side> {
  const board = await insertBenchBoard(database, { tickets: 5_000, engineers: 200 })
  const cookies = await Promise.all(
    Array.from({ length: dispatchers }, async () => {
      const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [board.boardId] })
      return cookie
    }),
  )
  const serving = startProcess<CommandServer>(new URL(`./${server}-server.ts`, import.meta.url))
  const url = await serving.ask('start', database.connection)
  const load = startProcess<CommandLoad>(new URL('./load.ts', import.meta.url))
  await load.ask('open', { ...board, server, url, cookies })
  return {
    full: () => underMeter(serving, () => load.ask('full', fullLoad)),
    steady: () => underMeter(serving, () => load.ask('steady', steadyLoad)),
    end: async () => {
      await load.end()
      await serving.end()
    },
  }
}

async function underMeter(
  serving: BenchProcess<CommandServer>,
  run: () => Promise<LoadMeasured>,
): Promise<Measured> {
  await serving.ask('startCpu')
  const measured = await run()
  return { ...measured, cpuMicroseconds: (await serving.ask('cpuMicroseconds')) / measured.commands }
}
