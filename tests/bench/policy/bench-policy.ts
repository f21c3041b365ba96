import type { Curve } from '#domain/scoring/curve.ts'
import type { ObjectiveName, Policy } from '#domain/scoring/policy.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { rankTicket } from '#server/advice/rank-ticket.ts'
import { findNearest } from '../dispatch/nearest-first.ts'
import { findRequestedDay } from '../dispatch/requested-day.ts'
import { bounded, figure, type BenchReport, type Figure } from '../harness/report.ts'
import { percentile } from '../harness/statistics.ts'
import { runDay, type ChooseEngineer, type DayOutcome } from './day-in-memory.ts'

/** Too few for the busiest hour, enough, and plenty. */
const fleets = [17, 20, 24]
/** Other homes, other times for the jobs. */
const seeds = [311, 7, 99, 5, 42]

/** The first version of the standard policy, where it was another. */
const before: Partial<Record<ObjectiveName, { weight: number; curve?: Curve }>> = {
  travel: {
    weight: 35,
    curve: [
      { at: 5, grade: 1 },
      { at: 25, grade: 0.5 },
      { at: 60, grade: 0 },
    ],
  },
  load: { weight: 20 },
  rating: { weight: 15 },
  fairness: { weight: 5 },
}
const firstPolicy: Policy = {
  ...samplePolicy,
  objectives: samplePolicy.objectives.map((objective) => ({ ...objective, ...before[objective.name] })),
}

const nearestFirst: ChooseEngineer = (ticket, { view, memory, places, now }) =>
  findNearest(ticket, view, {
    openLoad: memory.openLoad,
    placeOf: ({ id, home }) => places.get(id)?.place ?? home,
    now,
  })?.id

const by =
  (policy: Policy): ChooseEngineer =>
  (ticket, { memory, places, now }) => {
    const { order } = rankTicket(ticket, { memory, places, now, bands: defaultTravelBands }, { policy })
    return order.eligible[0]?.candidate.engineer.id
  }

/**
 * A day under the standard policy, under the one before it, and with everything going to the nearest: the same requests, homes
 * and engineers each time, in simulated time and therefore in seconds.
 */
export async function benchPolicy(file: string | undefined): Promise<BenchReport> {
  const day = await findRequestedDay(file)
  const run = async (choose: ChooseEngineer) => {
    const outcomes: DayOutcome[] = []
    for (const engineerCount of fleets)
      for (const seed of seeds) outcomes.push(await runDay(day, { engineerCount, seed, choose }))
    return outcomes
  }
  const nearest = await run(nearestFirst)
  const standard = await run(by(samplePolicy))
  const first = await run(by(firstPolicy))
  const results: Record<string, Figure> = {}
  const measured = { 'nearest first': nearest, 'first standard': first, standard }
  for (const [index, count] of fleets.entries())
    for (const [name, outcomes] of Object.entries(measured))
      for (const [label, { unit, of }] of Object.entries(measures))
        results[`${count} engineers, ${name}: ${label}`] = figure(unit, ofFleet(outcomes, index).map(of))
  const compare = (of: (outcome: DayOutcome) => number) =>
    figure(
      'x reference',
      fleets.map((_, index) => sum(ofFleet(standard, index).map(of)) / sum(ofFleet(nearest, index).map(of))),
    )
  const late = sum(standard.map(measures['closed late'].of)) - sum(nearest.map(measures['closed late'].of))
  const ratios = {
    'driven, by nearest first': bounded(compare(measures.driven.of), { atMost: 1.15 }),
    'mean wait, by nearest first': bounded(compare(measures['mean wait'].of), { atMost: 1 }),
    'of 1,000 tickets closed late, more than nearest first': bounded(
      figure('tickets', [(1_000 * late) / sum(standard.map(({ tickets }) => tickets))]),
      { atMost: 1 },
    ),
  }
  return {
    name: 'policy',
    results,
    ratios,
    remarks: [
      `${day.source}; ${seeds.length} times each, with other homes of the engineers and other times for the jobs`,
      'no server: the product’s deciders, scores and simulated engineers in simulated time, every ticket given away',
    ],
    ok: Object.values(ratios).every(({ holds }) => holds),
  }
}

const ofFleet = (outcomes: readonly DayOutcome[], index: number) =>
  outcomes.slice(index * seeds.length, (index + 1) * seeds.length)

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)

const measures = {
  driven: { unit: 'km', of: ({ km }: DayOutcome) => km },
  'mean wait': { unit: 'min', of: ({ waits }: DayOutcome) => sum(waits) / waits.length },
  'wait, p95': { unit: 'min', of: ({ waits }: DayOutcome) => percentile(waits, 0.95) },
  'closed late': { unit: 'tickets', of: ({ breaches }: DayOutcome) => breaches },
}
