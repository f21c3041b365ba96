import type { ObjectiveName, Policy } from './policy.ts'
import type { RawValue, RawValues } from './raw-values.ts'
import { exactTotal, type Score } from './score.ts'

export type Difference = {
  /** Points by which the one is ahead of the other, in tenths. */
  total: number
  /** What each objective adds to it, largest first; they add up to the total. */
  parts: readonly { objective: ObjectiveName; points: number }[]
}

/** "A beats B by 6.3: less load +4.0, nearer +2.5, rating −0.2". Both scores are of one ticket and one policy. */
export function compareScores(one: Score, other: Score): Difference {
  const parts = one.lines
    .map(({ objective, points }) => ({
      objective,
      points: tenths(points - (other.lines.find((line) => line.objective === objective)?.points ?? 0)),
    }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
  return { total: tenths(one.total - other.total), parts }
}

const tenths = (points: number) => Math.round(points * 10) / 10

/** The smallest change of one thing by which the second would overtake the first. */
export type Reversal =
  /** The first holds this many tickets more. */
  | { change: 'load'; ticketsMore: number }
  /** The first is this many minutes further away. */
  | { change: 'travel'; minutesMore: number }
  /** The objective's weight is this one instead. */
  | { change: 'weight'; objective: ObjectiveName; from: number; to: number }

type Contestant = { raw: RawValues; capacity: number }

/** Beyond this many minutes more nobody would speak of a small change. */
const mostMinutes = 240
/** How changes of different kinds compare: one ticket weighs like 10 minutes or like 10 points of weight. */
const effort = { ticket: 10, minute: 1, weightPoint: 1 }

/**
 * Each change that is offered has been applied and scored again: `second` is then ahead. Undefined when no single change
 * within reason does it. `first` must be ahead of `second`.
 */
export function findReversal(first: Contestant, second: Contestant, policy: Policy): Reversal | undefined {
  const target = exactTotal(second.raw, policy)
  const reversals = [
    moreTickets(first, target, policy),
    moreMinutes(first, target, policy),
    ...policy.objectives.map(({ name }) => otherWeight(first, second, name, policy)),
  ].filter((found) => found !== undefined)
  reversals.sort((a, b) => a.cost - b.cost)
  return reversals[0]?.reversal
}

type Costed = { reversal: Reversal; cost: number }

function moreTickets({ raw, capacity }: Contestant, target: number, policy: Policy): Costed | undefined {
  if (raw.load.kind !== 'value' || capacity <= 0) return undefined
  for (let ticketsMore = 1; ticketsMore <= capacity; ticketsMore += 1) {
    const load = shifted(raw.load, (100 * ticketsMore) / capacity)
    if (exactTotal({ ...raw, load }, policy) < target)
      return { reversal: { change: 'load', ticketsMore }, cost: ticketsMore * effort.ticket }
  }
  return undefined
}

/** Minutes on the road are minutes of slack lost too, unless there is waiting for the window: then slack stays, and this asks for a little too much. */
function moreMinutes({ raw }: Contestant, target: number, policy: Policy): Costed | undefined {
  for (let minutesMore = 1; minutesMore <= mostMinutes; minutesMore += 1) {
    const later = {
      ...raw,
      travel: shifted(raw.travel, minutesMore),
      slack: shifted(raw.slack, -minutesMore),
    }
    if (exactTotal(later, policy) < target)
      return { reversal: { change: 'travel', minutesMore }, cost: minutesMore * effort.minute }
  }
  return undefined
}

function otherWeight(
  first: Contestant,
  second: Contestant,
  objective: ObjectiveName,
  policy: Policy,
): Costed | undefined {
  const from = policy.objectives.find(({ name }) => name === objective)?.weight ?? 0
  for (let distance = 1; distance <= 100; distance += 1)
    for (const to of [from - distance, from + distance]) {
      if (to < 0 || to > 100) continue
      const changed = {
        ...policy,
        objectives: policy.objectives.map((one) => (one.name === objective ? { ...one, weight: to } : one)),
      }
      if (changed.objectives.every(({ weight }) => weight === 0)) continue
      if (exactTotal(second.raw, changed) > exactTotal(first.raw, changed))
        return {
          reversal: { change: 'weight', objective, from, to },
          cost: distance * effort.weightPoint,
        }
    }
  return undefined
}

const shifted = (raw: RawValue, by: number): RawValue =>
  raw.kind === 'value' ? { ...raw, value: raw.value + by } : raw
