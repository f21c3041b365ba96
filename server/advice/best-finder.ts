import type { BoardDispatch } from '#db/policy.ts'
import type { Engineer } from '#domain/engineer.ts'
import { gradeAt, neverFalls, neverRises, type Curve } from '#domain/scoring/curve.ts'
import type { Objective, ObjectiveName, Policy } from '#domain/scoring/policy.ts'
import {
  arrival,
  bayesianStars,
  latestArrival,
  loadPercent,
  toRawValues,
  type RawValues,
  type TicketQuestion,
} from '#domain/scoring/raw-values.ts'
import { findExclusion } from '#domain/scoring/rules.ts'
import { exactTotal, neutralGrade } from '#domain/scoring/score.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { createRankingIndex, type RankingQuery } from '#geo/ranking-index.ts'
import { estimateTravelSeconds, type TravelBands } from '#geo/travel-estimate.ts'
import {
  candidateFor,
  placeOf,
  questionAbout,
  rankTicket,
  weekCountsOf,
  type Ranked,
  type RankingFacts,
} from './rank-ticket.ts'

/**
 * The first `count` of `rankTicket` at the moment of the look, exactly, without scoring most of the engineers; who is left
 * out, and why, only the whole ranking says. For many questions at once that want nothing but the best. Good until the next
 * event or position.
 */
export type Look = (ticket: Ticket, bands: TravelBands, count: number) => Ranked

/** What the index knows of an engineer. */
type Known = { place: LngLat; rest: number }

/**
 * The engineers of one board in an index. What has changed of places, loads and shifts since the last look is put in with
 * the next: comparing all costs less than scoring all for one ticket, and nothing that happens in between can be missed.
 */
export function createBestFinder(): (
  facts: Omit<RankingFacts, 'bands' | 'openLoad'>,
  dispatch: Pick<BoardDispatch, 'policy'>,
) => Look {
  let engineers: readonly Engineer[] = []
  let slots: readonly Engineer[] = []
  let index = createRankingIndex()
  let known: (Known | undefined)[] = []

  /** Answers the least rest of all. */
  const takeIn = (facts: Parameters<typeof placeOf>[1] & Pick<RankingFacts, 'memory'>, policy: Policy) => {
    const toRest = restOf(policy)
    if (engineers !== facts.memory.engineers()) {
      engineers = facts.memory.engineers()
      // Of equal scores the lower slot comes first, as the lower ref does in a ranking.
      slots = engineers.toSorted((a, b) => a.ref - b.ref)
      index = createRankingIndex()
      known = []
    }
    let leastRest = Infinity
    for (const [slot, engineer] of slots.entries()) {
      const { place } = placeOf(engineer, facts)
      const rest = toRest(engineer, facts.memory.openLoad(engineer.id))
      leastRest = Math.min(leastRest, rest)
      const before = known[slot]
      if (before?.rest === rest && before.place.lng === place.lng && before.place.lat === place.lat) continue
      index.put(slot, place, rest, 0)
      known[slot] = { place, rest }
    }
    return leastRest
  }

  return (momentary, dispatch) => {
    const { policy } = dispatch
    const leastRest = takeIn(momentary, policy)
    const weekCounts = weekCountsOf(slots, momentary)
    return (ticket, bands, count) => {
      const facts = { ...momentary, bands }
      // For the one who holds it the ticket itself does not count as load, which the index does not know.
      if (ticket.assignment || slots.length === 0) {
        const { question, order } = rankTicket(ticket, facts, dispatch)
        return { question, order: { eligible: order.eligible.slice(0, count), excluded: [] } }
      }
      const question = questionAbout(ticket, facts, weekCounts)
      const lookAt = (slot: number) => {
        const candidate = candidateFor(ticket, slots[slot] as Engineer, facts, weekCounts[slot] ?? 0)
        return { candidate, raw: toRawValues(question, candidate, policy) }
      }
      const best = index.top(count, {
        from: ticket.place,
        needMask: 0,
        distanceScore: distanceScoreOf(question, facts.bands, policy, { leastRest, sample: lookAt(0).raw }),
        score: (slot) => {
          const { candidate, raw } = lookAt(slot)
          return findExclusion(question, candidate, policy) ? null : exactTotal(raw, policy)
        },
      })
      return { question, order: { eligible: best.map(({ slot }) => lookAt(slot)), excluded: [] } }
    }
  }
}

/** Asked of every ticket: the others only where there is a customer, a skill, or somebody who holds it. */
const always: ReadonlySet<ObjectiveName> = new Set<ObjectiveName>([
  'travel',
  'slack',
  'load',
  'rating',
  'fairness',
])

const sumOfWeights = (objectives: readonly Objective[]) =>
  objectives.reduce((sum, { weight }) => sum + weight, 0)

/** Points for one unit of weight; none where nothing weighs. */
const pointsPerWeight = (weights: number) => (weights > 0 ? 100 / weights : 0)

const mostPerWeight = ({ objectives }: Policy) =>
  pointsPerWeight(sumOfWeights(objectives.filter(({ name }) => always.has(name))))

/** The points for load and rating, if nothing were asked but what is always asked: a weight can bring no more. */
function restOf(policy: Policy): (engineer: Engineer, openLoad: number) => number {
  const perWeight = mostPerWeight(policy)
  const loads = policy.objectives.filter(({ name }) => name === 'load')
  const ratings = policy.objectives.filter(({ name }) => name === 'rating')
  return (engineer, openLoad) => {
    let sum = 0
    for (const { weight, curve } of loads) sum += weight * gradeAt(curve, loadPercent(engineer, openLoad))
    for (const { weight, curve } of ratings)
      sum += weight * gradeAt(curve, bayesianStars(engineer, policy.ratingPrior))
    return sum * perWeight
  }
}

/**
 * The most that everything but load and rating can add at a distance. Null where a curve says that farther, or later, is
 * better: every engineer is then looked at.
 *
 * With more asked of this ticket a weight brings less than the rests were reckoned with, so each of them is too high by the
 * same share; what even the least of them is too high is taken off here, and the bound stays close.
 */
function distanceScoreOf(
  question: TicketQuestion,
  bands: TravelBands,
  { objectives, ...policy }: Policy,
  { leastRest, sample }: { leastRest: number; sample: RawValues },
): RankingQuery['distanceScore'] {
  const weighing = objectives.filter(
    ({ name, weight }) => weight > 0 && sample[name].kind !== 'not-applicable',
  )
  const perWeight = pointsPerWeight(sumOfWeights(weighing))
  const mostPer = mostPerWeight({ objectives, ...policy })
  const excess = mostPer > 0 ? leastRest * (1 - perWeight / mostPer) : 0
  const curveOf = (wanted: ObjectiveName) => weighing.filter(({ name }) => name === wanted)
  const travel = curveOf('travel')
  const slack = curveOf('slack')
  if (!travel.every(({ curve }) => neverRises(curve)) || !slack.every(({ curve }) => neverFalls(curve)))
    return null
  let others = 0
  for (const { name, weight, curve } of weighing)
    if (name !== 'travel' && name !== 'slack' && name !== 'load' && name !== 'rating')
      others += weight * (sample[name].kind === 'missing' ? neutralGrade : highestGrade(curve))
  return (meters) => {
    const seconds = estimateTravelSeconds(meters ?? 0, bands)
    const slackMinutes = slackAt(question, seconds)
    let sum = others
    for (const { weight, curve } of travel) sum += weight * gradeAt(curve, seconds / 60)
    for (const { weight, curve } of slack) sum += weight * gradeAt(curve, slackMinutes)
    return sum * perWeight - excess
  }
}

const slackAt = (question: TicketQuestion, seconds: number) =>
  (latestArrival(question) - arrival(question, { travel: { meters: 0, seconds, source: 'estimate' } })) /
  60_000

const highestGrade = (curve: Curve) => Math.max(...curve.map(({ grade }) => grade))
