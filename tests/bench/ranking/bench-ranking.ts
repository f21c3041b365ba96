import type { Ranked, RankingIndex } from '#geo/ranking-index.ts'
import { bounded, figure, ratio, remarkOnReference, type BenchReport } from '../harness/report.ts'
import { interleave } from '../harness/rounds.ts'
import { createFleet, createPings, type Fleet } from './fleet.ts'
import { defaultPolicy, weakDistancePolicy, type Policy } from './policy.ts'
import { createIndexOf, putEngineer, rankByIndex, rankEvery, rankFirstWay } from './rankings.ts'

const policies = [
  { name: 'default weights', policy: defaultPolicy, atLeast: 150 },
  { name: 'weak distance', policy: weakDistancePolicy, atLeast: 80 },
]
/** Over all fleets and policies: a thousand lists before the engineers move and a thousand after. */
const tickets = 125
const timedTickets = 25
/** The index is so fast that one pass over the timed tickets would measure the clock. */
const passes = 8
const rounds = 5
const pingRounds = 9
const pingsPerRound = 40_000
/** turf and the product round a distance differently; a wrong engineer in a list differs by far more. */
const noDifference = 1e-6
const remarks = [
  'the reference filters by skill and availability, calls turf distance for each that is left, scores, sorts and slices',
  'both count travel time over its curve, load and rating from the same records with the same function',
  'a position update also counts the rest of the score anew',
]

type Report = Omit<BenchReport, 'ok'>

export async function benchRanking(): Promise<BenchReport> {
  const report: Report = { name: 'ranking', results: {}, ratios: {}, remarks }
  const differing = { before: 0, after: 0 }
  for (const engineers of [10_000, 100_000])
    for (const area of ['metro', 'nation'] as const)
      for (const { name, policy, atLeast } of policies) {
        const label = `${engineers / 1_000}k ${area}, ${name}`
        const fleet = createFleet(area, { engineers, tickets })
        const index = createIndexOf(fleet.engineers, policy)
        differing.before += countDiffering(index, fleet, policy)
        await compareSpeed(report, label, index, fleet, policy, engineers === 100_000 ? atLeast : null)
        moveEngineers(report, label, index, fleet, policy)
        differing.after += countDiffering(index, fleet, policy)
      }
  const lists = 4 * policies.length * tickets
  report.ratios[`lists of ${lists} unlike brute force`] = none(differing.before)
  report.ratios[`lists of ${lists} unlike brute force after the moves`] = none(differing.after)
  return { ...report, ok: Object.values(report.ratios).every(({ holds }) => holds) }
}

/** Bit for bit: the same engineers in the same order with the same scores. */
function countDiffering(index: RankingIndex, { engineers, tickets }: Fleet, policy: Policy): number {
  return tickets.filter((ticket) => {
    const list = rankByIndex(index, engineers, ticket, policy)
    const truth = rankEvery(engineers, ticket, policy)
    return (
      list.length !== truth.length ||
      truth.some(({ slot, score }, place) => list[place]?.slot !== slot || list[place].score !== score)
    )
  }).length
}

async function compareSpeed(
  report: Report,
  label: string,
  index: RankingIndex,
  fleet: Fleet,
  policy: Policy,
  atLeast: number | null,
): Promise<void> {
  const { engineers } = fleet
  const timed = fleet.tickets.slice(0, timedTickets)
  const byIndex = () => timed.map((ticket) => rankByIndex(index, engineers, ticket, policy))
  const firstWay = () => timed.map((ticket) => rankFirstWay(engineers, ticket, policy))
  const { ours, reference } = await interleave(
    {
      ours: () => microsecondsPerList(byIndex, passes),
      reference: () => microsecondsPerList(firstWay, 1),
    },
    rounds,
  )
  report.results[`${label}: a list, ours`] = figure('µs', ours)
  report.results[`${label}: a list, reference`] = figure('µs', reference)
  const faster = ratio(reference, ours, { atLeast: atLeast ?? 1 })
  const ratioLabel = `${label}: time of the reference, of ours`
  if (atLeast === null) report.results[ratioLabel] = faster
  else report.ratios[ratioLabel] = faster
  const expected = firstWay()
  const unlike = byIndex().filter((list, ticket) => !isAlike(list, expected[ticket] ?? []))
  report.ratios[`${label}: lists of ${timedTickets} unlike the reference`] = none(unlike.length)
  report.remarks = [...report.remarks, ...remarkOnReference(label, reference)]
}

/** A promise, because `interleave` also measures what waits. */
function microsecondsPerList(rank: () => Ranked[][], times: number): Promise<number> {
  const startedAt = performance.now()
  for (let pass = 0; pass < times; pass += 1) rank()
  return Promise.resolve(((performance.now() - startedAt) * 1_000) / (times * timedTickets))
}

/** Equal scores may change places where turf rounds otherwise. */
const isAlike = (list: readonly Ranked[], expected: readonly Ranked[]): boolean =>
  list.length === expected.length &&
  list.every(({ score }, place) => Math.abs(score - (expected[place]?.score ?? NaN)) < noDifference)

function moveEngineers(
  report: Report,
  label: string,
  index: RankingIndex,
  fleet: Fleet,
  policy: Policy,
): void {
  const pings = createPings(fleet, pingsPerRound * (pingRounds + 1))
  const millionsPerSecond: number[] = []
  for (let round = 0; round <= pingRounds; round += 1) {
    const batch = pings.slice(round * pingsPerRound, (round + 1) * pingsPerRound)
    const startedAt = performance.now()
    for (const { engineer, place } of batch) {
      engineer.place = place
      putEngineer(index, engineer, policy)
    }
    const millions = batch.length / 1_000 / (performance.now() - startedAt)
    // The first one warms up.
    if (round > 0) millionsPerSecond.push(millions)
  }
  report.ratios[`${label}: position updates`] = bounded(figure('million/s', millionsPerSecond), {
    atLeast: 0.5,
  })
}

const none = (count: number) => bounded(figure('lists', [count]), { atMost: 0 })
