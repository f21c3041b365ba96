import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { estimateTravelSeconds, type TravelBands } from '#geo/travel-estimate.ts'
import type { Engineer } from '../engineer.ts'
import type { RejectionName } from '../rejection.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { compareScores, findReversal, type Difference, type Reversal } from './compare.ts'
import type { TypicalCase } from './exchange-rates.ts'
import { objectiveNames, type ObjectiveName, type Policy } from './policy.ts'
import { mayAssignAlone, orderCandidates, type Excluded, type Ordered } from './rank.ts'
import { scoreOf } from './score.ts'
import { arrival, latestArrival, type Candidate, type RawValue, type TicketQuestion } from './raw-values.ts'

/** Everything that a preview looks at, as the database has it at one moment. */
export type PreviewFacts = {
  timeZone: string
  /** Newest first. */
  tickets: readonly Ticket[]
  engineers: readonly {
    engineer: Engineer
    openLoad: number
    weekCount: number
    place: LngLat
    placeFrom: Candidate['placeFrom']
  }[]
  /** Per customer. */
  wishes: ReadonlyMap<string, TicketQuestion['wishes']>
  /** Finished tickets by `visitKey`. */
  visits: ReadonlyMap<string, number>
  /** By the ticket's district. */
  bandsIn: (district: string | null) => TravelBands
}

export const visitKey = (customerId: string, engineerId: string): string => `${customerId} ${engineerId}`

export type PreviewChoice = {
  engineerId: string
  engineer: string
  score: number
  /** In a straight line. */
  meters: number
  /** Between arrival and the last moment that is in time; below 0 is late. */
  slackMinutes: number
}

/** Why the draft prefers another one; all points are the draft's. */
export type PreviewReason = {
  difference: Difference
  raw: Readonly<Partial<Record<ObjectiveName, { first: RawValue; former: RawValue }>>>
  /** By how much the former first led under the policy in force. */
  formerLead: number | null
  reversal: Reversal | null
}

export type PreviewedTicket = {
  id: string
  number: string
  title: string
  district: string | null
  before: PreviewChoice | null
  after: PreviewChoice | null
  changed: boolean
  /** The new first is further away, later where it matters, or nobody. */
  worse: boolean
  /** Null where the first choice is the same, or one of the two could not be sent at all by the draft. */
  reason: PreviewReason | null
}

export type PreviewTotals = {
  meters: number
  late: number
  /** The fullest hands that a ticket would go to, that ticket included. */
  mostInHand: number
  /** How many the engine would have given away by itself. */
  alone: number
}

export type PolicyPreview = {
  tickets: readonly PreviewedTicket[]
  before: PreviewTotals
  after: PreviewTotals
  /** How many engineers the draft's rules left out, by the first rule that did, over all tickets. */
  excludedBy: Readonly<Partial<Record<RejectionName, number>>>
  /** Raw values of the first choices by the policy in force: what its curves are asked. */
  actual: Readonly<Record<ObjectiveName, readonly number[]>>
  typical: TypicalCase
  /** How travel goes on the board as a whole. */
  bands: TravelBands
}

/**
 * Whom two policies would send first if the last tickets came in again, each as it came: at its own moment and held by nobody,
 * with the engineers where they are and as busy as they are now. Each ticket is asked by itself, so that one changed choice
 * does not change all that follow.
 */
export function previewPolicy(
  facts: PreviewFacts,
  { inForce, draft }: { inForce: Policy; draft: Policy },
): PolicyPreview {
  const meanWeekCount = mean(facts.engineers.map(({ weekCount }) => weekCount))
  const asked = facts.tickets.map((ticket) => {
    const question = toQuestion(ticket, facts, meanWeekCount)
    const candidates = toCandidates(ticket, facts)
    return {
      question,
      before: orderCandidates(question, candidates, inForce),
      after: orderCandidates(question, candidates, draft),
    }
  })
  const firsts = asked.flatMap(({ before }) => before.eligible.slice(0, 1))
  return {
    tickets: asked.map(({ question, before, after }) =>
      toPreviewed(
        question,
        { order: before.eligible, policy: inForce },
        { order: after.eligible, policy: draft },
      ),
    ),
    before: toTotals(
      asked.map(({ question, before }) => ({ question, order: before.eligible })),
      inForce,
    ),
    after: toTotals(
      asked.map(({ question, after }) => ({ question, order: after.eligible })),
      draft,
    ),
    excludedBy: countExclusions(asked.flatMap(({ after }) => after.excluded)),
    ...toActual(firsts),
    bands: facts.bandsIn(null),
  }
}

const toQuestion = (ticket: Ticket, facts: PreviewFacts, meanWeekCount: number): TicketQuestion => ({
  ticket: { ...ticket, assignment: null },
  now: ticket.createdAt,
  timeZone: facts.timeZone,
  meanWeekCount,
  wishes: (ticket.customer && facts.wishes.get(ticket.customer.id)) ?? { never: [], only: [] },
})

function toCandidates(ticket: Ticket, { engineers, visits, bandsIn }: PreviewFacts): Candidate[] {
  const bands = bandsIn(ticket.district)
  return engineers.map(({ engineer, openLoad, weekCount, place, placeFrom }) => {
    const meters = distanceMeters(place, ticket.place)
    // What the ticket itself has brought about does not count when it is asked again.
    const own = ticket.assignment?.engineerId === engineer.id ? 1 : 0
    const isClosed = ticket.stage === 'closed'
    const visited = ticket.customer ? (visits.get(visitKey(ticket.customer.id, engineer.id)) ?? 0) : 0
    return {
      engineer,
      openLoad: openLoad - (isClosed ? 0 : own),
      placeFrom,
      travel: { meters, seconds: estimateTravelSeconds(meters, bands), source: 'estimate' },
      visits: Math.max(0, visited - (isClosed ? own : 0)),
      weekCount: Math.max(0, weekCount - own),
    }
  })
}

/** The candidates in the order of a policy. */
type Side = { order: readonly Ordered[]; policy: Policy }

function toPreviewed(question: TicketQuestion, before: Side, after: Side): PreviewedTicket {
  const choices = { before: toChoice(question, before), after: toChoice(question, after) }
  const changed = choices.before?.engineerId !== choices.after?.engineerId
  const { id, number, title, district } = question.ticket
  return {
    id,
    number,
    title,
    district,
    ...choices,
    changed,
    worse: changed && isWorse(choices.before, choices.after),
    reason: changed ? findReason(before, after) : null,
  }
}

function toChoice(question: TicketQuestion, { order: [first], policy }: Side): PreviewChoice | null {
  if (!first) return null
  const { engineer, travel } = first.candidate
  return {
    engineerId: engineer.id,
    engineer: engineer.name,
    score: scoreOf(first.raw, policy).total,
    meters: travel.meters,
    slackMinutes: slackOf(question, first),
  }
}

const slackOf = (question: TicketQuestion, { candidate }: Ordered): number =>
  (latestArrival(question) - arrival(question, candidate)) / 60_000

/** Below this a way is not longer to anybody. */
const shortestDetourMeters = 50

function isWorse(before: PreviewChoice | null, after: PreviewChoice | null): boolean {
  if (!before) return false
  if (!after) return true
  const becomesLater = after.slackMinutes < 0 && after.slackMinutes < before.slackMinutes
  return becomesLater || after.meters > before.meters + shortestDetourMeters
}

function findReason(before: Side, after: Side): PreviewReason | null {
  const [now, formerly] = [after.order[0], before.order[0]]
  if (!now || !formerly) return null
  const former = findIn(after, formerly)
  if (!former) return null
  const nowBefore = findIn(before, now)
  const difference = lead(now, former, after.policy)
  return {
    difference,
    raw: Object.fromEntries(
      difference.parts.map(({ objective }) => [
        objective,
        { first: now.raw[objective], former: former.raw[objective] },
      ]),
    ),
    formerLead: nowBefore ? lead(formerly, nowBefore, before.policy).total : null,
    reversal: findReversal(contestant(now), contestant(former), after.policy) ?? null,
  }
}

const findIn = ({ order }: Side, { candidate }: Ordered): Ordered | undefined =>
  order.find((one) => one.candidate.engineer.id === candidate.engineer.id)

const lead = (one: Ordered, other: Ordered, policy: Policy): Difference =>
  compareScores(scoreOf(one.raw, policy), scoreOf(other.raw, policy))

const contestant = ({ raw, candidate }: Ordered) => ({ raw, capacity: candidate.engineer.capacity })

function toTotals(
  asked: readonly { question: TicketQuestion; order: readonly Ordered[] }[],
  policy: Policy,
): PreviewTotals {
  let [meters, late, mostInHand, alone] = [0, 0, 0, 0]
  for (const { question, order } of asked) {
    const [first] = order
    if (!first) continue
    meters += first.candidate.travel.meters
    if (slackOf(question, first) < 0) late += 1
    mostInHand = Math.max(mostInHand, first.candidate.openLoad + 1)
    const totals = order.slice(0, 2).map(({ raw }) => scoreOf(raw, policy).total)
    if (mayAssignAlone(totals, policy.automatic).ok) alone += 1
  }
  return { meters, late, mostInHand, alone }
}

function countExclusions(excluded: readonly Excluded[]): PolicyPreview['excludedBy'] {
  const counts: Partial<Record<RejectionName, number>> = {}
  for (const { rejection } of excluded) counts[rejection.name] = (counts[rejection.name] ?? 0) + 1
  return counts
}

function toActual(firsts: readonly Ordered[]): Pick<PolicyPreview, 'actual' | 'typical'> {
  const valuesOf = (name: ObjectiveName) =>
    firsts.flatMap(({ raw }) => (raw[name].kind === 'value' ? [raw[name].value] : []))
  const actual = Object.fromEntries(objectiveNames.map((name) => [name, valuesOf(name)])) as Record<
    ObjectiveName,
    number[]
  >
  const medians = objectiveNames.flatMap((name) => {
    const middle = median(actual[name])
    return middle === undefined ? [] : [[name, middle] as const]
  })
  return {
    actual,
    typical: {
      meters: median(firsts.map(({ candidate }) => candidate.travel.meters)) ?? 5_000,
      capacity: median(firsts.map(({ candidate }) => candidate.engineer.capacity)) ?? 6,
      values: Object.fromEntries(medians),
    },
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
