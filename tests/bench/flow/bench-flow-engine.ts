import { connect } from '#db/client.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import type { CommandServer } from '../command/product-server.ts'
import { openBenchDatabase } from '../harness/bench-board.ts'
import { startProcess } from '../harness/processes.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { foldFor, walkFor } from './in-memory.ts'
import { openMovingBoard } from './steps-by-command.ts'
import { openWaitingBoard } from './waiting-board.ts'

const rounds = 5
const roundMs = 1_500
const movingTickets = 320
const runningTickets = 10_000
const nodes = 2
/** Of the running tickets so many are due in each round, at so many a second. */
const dueTickets = 400
const duePerSecond = 40
const timerRounds = 3

/** Drawn flows: steps decided in memory, steps through the commands, and times that come for 10,000 running tickets. */
export async function benchFlowEngine(): Promise<BenchReport> {
  const version = compileGraph(applianceRepair.graph, { flowId: 'repair', number: 1 })
  const inMemory = await interleave(
    {
      engine: () => Promise.resolve(walkFor(version, roundMs)),
      fold: () => Promise.resolve(foldFor(version, roundMs)),
    },
    rounds,
  )

  // When a commit happened is said by its timestamp: the clock of the database, which is that of this machine.
  const bench = await openBenchDatabase({ track_commit_timestamp: 'on' })
  const database = connect({ ...bench.database.connection, max: 16 })
  const servers = Array.from({ length: nodes }, () =>
    startProcess<CommandServer>(new URL('../command/product-server.ts', import.meta.url)),
  )
  try {
    const [drawn, standard] = [
      await openMovingBoard(database, { tickets: movingTickets, drawn: true }),
      await openMovingBoard(database, { tickets: movingTickets, drawn: false }),
    ]
    const commands = await interleave(
      { drawn: () => drawn(roundMs), standard: () => standard(roundMs) },
      rounds,
    )

    const waiting = await openWaitingBoard(database, runningTickets)
    await Promise.all(servers.map((server) => server.ask('start', bench.database.connection)))
    const timers = await interleave(
      {
        product: () => waiting.byProduct(dueTickets, duePerSecond),
        byHand: () => waiting.byHand(dueTickets, duePerSecond),
      },
      timerRounds,
    )
    const late = (name: keyof typeof timers, of: 'p50' | 'p99' | 'most') =>
      timers[name].map((lateness) => lateness[of])
    const ratios = {
      'speed, steps in memory': ratio(inMemory.engine, inMemory.fold, { atLeast: 0.3 }),
      'speed, steps by command, 16 callers': ratio(commands.drawn, commands.standard, { atLeast: 0.5 }),
      'late, half of them': bounded(figure('ms', late('product', 'p50')), { atMost: 50 }),
    }
    return {
      name: 'flow-engine',
      results: {
        'engine in memory': figure('inputs/s', inMemory.engine),
        'its events applied, nothing decided': figure('inputs/s', inMemory.fold),
        'steps of a drawn flow, by command': figure('steps/s', commands.drawn),
        'moves on the standard process, by command': figure('moves/s', commands.standard),
        'late, 99 of 100': figure('ms', late('product', 'p99')),
        'late, the last': figure('ms', late('product', 'most')),
        'late by hand, half of them': figure('ms', late('byHand', 'p50')),
        'late by hand, 99 of 100': figure('ms', late('byHand', 'p99')),
      },
      ratios,
      remarks: [
        `of ${runningTickets} running tickets ${dueTickets} were due in each round, ${duePerSecond} a second, for ${nodes} nodes; each ended once`,
        ...remarkOnReference('moves on the standard process', commands.standard),
        ...remarkOnReference('late by hand, half of them', late('byHand', 'p50')),
      ],
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    await Promise.all(servers.map((server) => server.end()))
    await database.close()
    await bench.close()
  }
}
