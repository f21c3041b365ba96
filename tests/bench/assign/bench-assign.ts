import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'
import { solveAssignment } from '#domain/batch-assignment/solve-assignment.ts'
import { upperBound } from '#domain/batch-assignment/upper-bound.ts'
import { collectPairs } from '#server/planning/solver/collect-pairs.ts'
import { solveInWorker } from '#server/planning/solver/solve-in-worker.ts'
import { watchEventLoop } from '../harness/event-loop-gap.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { benchPlan } from './bench-plan.ts'
import { createMetro, drivenKm, type Metro } from './metro.ts'
import { assignFirstCome, costTable, countTotal, munkresTotal } from './others.ts'

const sizes = [
  { tickets: 100, engineers: 100, rounds: 9 },
  { tickets: 1_000, engineers: 1_000, rounds: 9 },
  { tickets: 200, engineers: 2_000, rounds: 9 },
  { tickets: 5_000, engineers: 5_000, rounds: 3 },
]
/** Sums of thousands of rounded numbers; a different assignment differs by far more. */
const noDifference = 1e-6
const timeLimitMs = 600_000
const gapRemark =
  'the longest event-loop gap is without the time in which other programs had the processors; by the clock it stands above'

export async function benchAssign(): Promise<BenchReport> {
  const report: Omit<BenchReport, 'ok'> = { name: 'assign', results: {}, ratios: {}, remarks: [gapRemark] }
  for (const { rounds, ...size } of sizes) {
    const label = `${size.tickets} × ${size.engineers}`
    const metro = createMetro(size)
    const problem = await collectProblem(metro)
    await compareBacklog(report, label, metro, problem, rounds)
    if (size.tickets === size.engineers && size.tickets <= 1_000)
      await compareWithMunkres(report, label, problem, rounds, { isLimited: size.tickets === 1_000 })
  }
  await benchPlan(report)
  return { ...report, ok: Object.values(report.ratios).every(({ holds }) => holds) }
}

/** The whole way, as the product goes it: score the pairs in slices, solve in the thread; is the answer the best one? */
async function compareBacklog(
  { results, ratios }: Omit<BenchReport, 'ok'>,
  label: string,
  metro: Metro,
  problem: AssignmentProblem,
  rounds: number,
): Promise<void> {
  const firstCome = assignFirstCome(problem)
  const { inWorker } = await interleave({ inWorker: () => measureInWorker(metro) }, rounds)
  type Round = (typeof inWorker)[number]
  const each = (unit: string, read: (round: Round) => number) => figure(unit, inWorker.map(read))
  const firstComeGain = countTotal(problem, firstCome)
  const served = (engineerOf: Int32Array) => engineerOf.filter((engineer) => engineer !== -1).length
  const score = (engineerOf: Int32Array) =>
    engineerOf.reduce(
      (sum, engineer, ticket) => (engineer === -1 ? sum - (problem.openGains[ticket] ?? NaN) : sum),
      countTotal(problem, engineerOf),
    )
  const kmPerServed = (engineerOf: Int32Array) => drivenKm(metro, engineerOf) / served(engineerOf)

  results[`${label}: pairs scored`] = each('ms', ({ scoredMs }) => scoredMs)
  results[`${label}: thread started and solved`] = each('ms', ({ solvedMs }) => solvedMs)
  results[`${label}: eligible pairs`] = figure('pairs', [problem.pairs.gains.length])
  results[`${label}: pairs looked at closely`] = each('pairs', ({ corePairs }) => corePairs)
  results[`${label}: served`] = each('tickets', ({ engineerOf }) => served(engineerOf))
  results[`${label}: served first come`] = figure('tickets', [served(firstCome)])
  results[`${label}: score of the served`] = each('points', ({ engineerOf }) => score(engineerOf))
  results[`${label}: score of the served, first come`] = figure('points', [score(firstCome)])
  results[`${label}: driven`] = each('km', ({ engineerOf }) => drivenKm(metro, engineerOf))
  results[`${label}: driven first come`] = figure('km', [drivenKm(metro, firstCome)])
  results[`${label}: longest event-loop gap by the clock`] = each('ms', ({ gap }) => gap.ms)
  ratios[`${label}: missing to the proved bound`] = bounded(
    each('gain', ({ engineerOf, slotPrices }) =>
      Math.abs(upperBound(problem, slotPrices) - countTotal(problem, engineerOf)),
    ),
    { atMost: noDifference },
  )
  ratios[`${label}: gain more than first come`] = bounded(
    each('gain', ({ engineerOf }) => countTotal(problem, engineerOf) - firstComeGain),
    { atLeast: 0 },
  )
  ratios[`${label}: km per served, of first come`] = bounded(
    each('x reference', ({ engineerOf }) => kmPerServed(engineerOf) / kmPerServed(firstCome)),
    { atMost: 1 },
  )
  ratios[`${label}: longest event-loop gap`] = bounded(
    each('ms', ({ gap }) => gap.ownMs),
    { atMost: 20 },
  )
}

async function collectProblem({
  engineers,
  tickets,
  openGains,
  addPairsOf,
}: Metro): Promise<AssignmentProblem> {
  return {
    engineerSlots: new Int32Array(engineers.length).fill(1),
    openGains: openGains.slice(),
    pairs: await collectPairs(tickets.length, addPairsOf),
  }
}

async function measureInWorker(metro: Metro) {
  const eventLoop = watchEventLoop()
  const startedAt = performance.now()
  const problem = await collectProblem(metro)
  const scoredAt = performance.now()
  const answer = await solveInWorker(problem, { timeLimitMs })
  const solvedMs = performance.now() - scoredAt
  const gap = await eventLoop.stop()
  if (answer.outcome !== 'optimal') throw new Error(`not solved but ${answer.outcome}`)
  return { ...answer, scoredMs: scoredAt - startedAt, solvedMs, gap }
}

/** Both in this thread, each with its input ready in the form that it likes best. */
async function compareWithMunkres(
  report: Omit<BenchReport, 'ok'>,
  label: string,
  problem: AssignmentProblem,
  rounds: number,
  { isLimited }: { isLimited: boolean },
): Promise<void> {
  const costs = costTable(problem)
  const { munkres, ours } = await interleave(
    {
      munkres: () => timed(() => munkresTotal(costs)),
      ours: () =>
        timed(() => {
          const answer = solveAssignment(problem)
          return answer.outcome === 'optimal' ? answer.totalGain : NaN
        }),
    },
    rounds,
  )
  const ms = (sample: { ms: number }[]) => sample.map((one) => one.ms)
  report.results[`${label}: solved, ours`] = figure('ms', ms(ours))
  report.results[`${label}: solved, npm munkres`] = figure('ms', ms(munkres))
  report.ratios[`${label}: missing to npm munkres`] = bounded(
    figure(
      'gain',
      munkres.map(({ total }, round) => Math.abs(total - (ours[round]?.total ?? NaN))),
    ),
    { atMost: noDifference },
  )
  const faster = ratio(ms(munkres), ms(ours), { atLeast: 1.5 })
  if (isLimited) report.ratios[`${label}: time of npm munkres, of ours`] = faster
  else report.results[`${label}: time of npm munkres, of ours`] = faster
  report.remarks = [...report.remarks, ...remarkOnReference(`npm munkres ${label}`, ms(munkres))]
}

/** A promise, because `interleave` also measures what waits. */
function timed(total: () => number): Promise<{ ms: number; total: number }> {
  const startedAt = performance.now()
  const value = total()
  return Promise.resolve({ ms: performance.now() - startedAt, total: value })
}
