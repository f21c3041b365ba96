import type { BenchReport } from './harness/report.ts'
import { printReport } from './harness/report.ts'
import { benchAssign } from './assign/bench-assign.ts'
import { benchBoard } from './board.ts'
import { benchCanvas } from './canvas/bench-canvas.ts'
import { benchCommand } from './command/bench-command.ts'
import { benchDispatch } from './dispatch/bench-dispatch.ts'
import { benchFanout } from './fanout/bench-fanout.ts'
import { benchFlowEngine } from './flow/bench-flow-engine.ts'
import { benchGrowth } from './growth.ts'
import { benchMove } from './move/bench-move.ts'
import { benchPolicy } from './policy/bench-policy.ts'
import { benchRanking } from './ranking/bench-ranking.ts'
import { benchStart } from './start.ts'
import { benchYjs } from './yjs/bench-yjs.ts'

/** `npm run -s bench -- NAME [FILE] [--json]`. With --json the last line printed is the report; without it a table. */
const benches: Readonly<Record<string, { about: string; run: (file?: string) => Promise<BenchReport> }>> = {
  start: { about: 'from a fresh clone to the sign-in page, cold and again', run: benchStart },
  move: {
    about: 'assign and unassign through the commands, against hand-written statements',
    run: benchMove,
  },
  command: { about: '100 dispatchers on one board, against raw ws with the same SQL', run: benchCommand },
  fanout: {
    about: '500 viewers of 2,000 moving engineers, against raw ws with the same bytes',
    run: benchFanout,
  },
  board: {
    about: 'the first data of a board with 5,000 open tickets, against the raw rows',
    run: benchBoard,
  },
  assign: {
    about: 'the best assignment of whole backlogs, against npm munkres and first come',
    run: benchAssign,
  },
  dispatch: {
    about: 'a day (FILE: of Boston 311) given away by the engine, against first come and nearest',
    run: benchDispatch,
  },
  policy: {
    about: 'what the standard policy makes of a day (FILE: of Boston 311), in simulated time',
    run: benchPolicy,
  },
  ranking: {
    about: 'the best ten of 100,000 engineers while they move, against turf distance and sort',
    run: benchRanking,
  },
  canvas: {
    about: 'dragging and typing on canvases of 300 and 1,000 nodes in Chromium, against bare React Flow',
    run: benchCanvas,
  },
  'flow-engine': {
    about: 'steps of drawn flows and the times of 10,000 tickets on two nodes, against moves and by hand',
    run: benchFlowEngine,
  },
  growth: {
    about: 'what 10,000 frames of drags on a flow leave in the database',
    run: benchGrowth,
  },
  yjs: {
    about: '50 people drawing one flow of 300 nodes, against a relay of the same bytes',
    run: benchYjs,
  },
}

const [name, file] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const bench = benches[name ?? '']
if (!bench) {
  console.log('npm run -s bench -- NAME [FILE] [--json]\n')
  for (const [known, { about }] of Object.entries(benches)) console.log(`  ${known.padEnd(12)} ${about}`)
  process.exit(name === undefined ? 0 : 1)
}
// Ctrl-C: an exit stops the database and lets go of the other processes, a signal alone would leave them.
process.on('SIGINT', () => process.exit(130))
const report = await bench.run(file)
if (process.argv.includes('--json')) console.log(JSON.stringify(report))
else printReport(report)
process.exit(report.ok ? 0 : 1)
