import type { Engineer } from '../engineer.ts'
import type { Instant } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { ObjectiveName, Policy } from './policy.ts'

/** Why a value could not be had for an engineer, or is weaker than it looks. Shown beside the line. */
export type Flag = 'no-votes' | 'position-stale' | 'position-from-home' | 'estimated'

/**
 * What an objective is graded by. `missing`: the engineer has no such value, and gets the neutral grade 0.5.
 * `not-applicable`: the ticket has no such question, for nobody; the objective then has no weight.
 */
export type RawValue =
  { kind: 'value'; value: number; flags?: readonly Flag[] } | { kind: 'missing' } | { kind: 'not-applicable' }

export type RawValues = Readonly<Record<ObjectiveName, RawValue>>

export type Travel = {
  /** In a straight line. */
  meters: number
  seconds: number
  source: 'road' | 'estimate'
}

/** Everything about one engineer that the scoring of one ticket looks at. */
export type Candidate = {
  engineer: Engineer
  /** Open tickets held, the one in question not counted. */
  openLoad: number
  placeFrom: 'live' | 'stale' | 'home'
  travel: Travel
  /** Finished tickets at the same customer. */
  visits: number
  /** Tickets given within the last 7 days. */
  weekCount: number
}

/** What is the same for all candidates of a ticket. */
export type TicketQuestion = {
  ticket: Ticket
  now: Instant
  timeZone: string
  /** Tickets given within 7 days per engineer of the board, on average. */
  meanWeekCount: number
  /** By the customer's wish: never these, or only these where the list is not empty. */
  wishes: { never: readonly string[]; only: readonly string[] }
}

const value = (number: number, flags: readonly Flag[] = []): RawValue =>
  flags.length === 0 ? { kind: 'value', value: number } : { kind: 'value', value: number, flags }

const minutesOf = (milliseconds: number) => milliseconds / 60_000

/**
 * Bayesian mean of an engineer's votes, in stars: (prior stars · prior votes + sum) / (prior votes + count).
 * With no votes it is the prior itself, which is what "neutral" means for a rating.
 */
export const bayesianStars = (
  { ratingSum, ratingCount }: Pick<Engineer, 'ratingSum' | 'ratingCount'>,
  prior: Policy['ratingPrior'],
): number =>
  prior.votes + ratingCount === 0
    ? prior.stars
    : (prior.stars * prior.votes + ratingSum) / (prior.votes + ratingCount)

export const loadPercent = ({ capacity }: Pick<Engineer, 'capacity'>, openLoad: number): number =>
  capacity > 0 ? (100 * openLoad) / capacity : 100

/** When the engineer would stand at the door: leaves now, or in time for the start of the agreed window. */
export const arrival = ({ ticket, now }: TicketQuestion, { travel }: Pick<Candidate, 'travel'>): Instant =>
  Math.max(now + travel.seconds * 1_000, ticket.windowFrom ?? 0)

/** The last moment at which an arrival is in time. */
export const latestArrival = ({ ticket }: TicketQuestion): Instant => ticket.windowTo ?? ticket.dueAt

export function toRawValues(
  question: TicketQuestion,
  candidate: Candidate,
  { ratingPrior }: Pick<Policy, 'ratingPrior'>,
): RawValues {
  const { ticket, meanWeekCount } = question
  const { engineer, openLoad, placeFrom, travel, visits, weekCount } = candidate
  const placeFlags: Flag[] =
    placeFrom === 'live' ? [] : [placeFrom === 'home' ? 'position-from-home' : 'position-stale']
  const travelFlags: Flag[] = travel.source === 'estimate' ? [...placeFlags, 'estimated'] : placeFlags
  return {
    travel: value(travel.seconds / 60, travelFlags),
    slack: value(minutesOf(latestArrival(question) - arrival(question, candidate)), placeFlags),
    load: value(loadPercent(engineer, openLoad)),
    rating: value(bayesianStars(engineer, ratingPrior), engineer.ratingCount === 0 ? ['no-votes'] : []),
    'skill-fit':
      ticket.requiredSkills.length === 0
        ? { kind: 'not-applicable' }
        : value(meanSurplus(ticket.requiredSkills, engineer.skills)),
    familiarity: ticket.customer ? value(visits) : { kind: 'not-applicable' },
    fairness: meanWeekCount > 0 ? value((100 * weekCount) / meanWeekCount) : { kind: 'missing' },
    stability: ticket.assignment
      ? value(ticket.assignment.engineerId === engineer.id ? 1 : 0)
      : { kind: 'not-applicable' },
  }
}

function meanSurplus(required: Ticket['requiredSkills'], held: Engineer['skills']): number {
  let sum = 0
  for (const { skill, level } of required)
    sum += Math.max(0, (held.find((one) => one.skill === skill)?.level ?? 0) - level)
  return sum / required.length
}
