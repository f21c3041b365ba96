import {
  candidateFor,
  questionAbout,
  weekCountsOf,
  type KnownPlace,
  type RankingFacts,
} from '#server/advice/rank-ticket.ts'
import type { BoardRankingFacts } from '#server/advice/advisor.ts'
import type { PlannedAssignment } from '#domain/batch-assignment/backlog-plan.ts'
import { findCommonestRejection } from '#domain/batch-assignment/commonest-rejection.ts'
import { createFirstCome } from '#domain/batch-assignment/first-come.ts'
import { createLoadSlots, type LoadSlots } from '#domain/batch-assignment/load-slots.ts'
import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { Rejection } from '#domain/rejection.ts'
import { arrival, latestArrival, toRawValues, type Candidate } from '#domain/scoring/raw-values.ts'
import { findExclusion } from '#domain/scoring/rules.ts'
import { exactTotal, shareOf } from '#domain/scoring/score.ts'
import type { Priority, Ticket } from '#domain/ticket/ticket.ts'
import { collectPairs } from '#server/planning/solver/collect-pairs.ts'

/** A board with its tickets as they were when a plan was asked for: while the pairs are scored the board goes on changing. */
export type Backlog = {
  engineers: readonly Engineer[]
  /** In the order in which they came. */
  tickets: readonly Ticket[]
  facts: (ticket: Ticket) => RankingFacts
  weekCounts: readonly number[]
  openLoads: readonly number[]
  policy: BoardRankingFacts['dispatch']['policy']
}

export type ScoredBacklog = {
  problem: AssignmentProblem
  slots: LoadSlots
  firstCome: readonly PlannedAssignment[]
  /** By ticket: how many may have it, and if nobody, what keeps them from it. */
  eligible: readonly number[]
  against: ReadonlyMap<number, ReturnType<typeof findCommonestRejection>>
}

/**
 * What leaving a ticket open is worth. Any score is better than that by far, so that as many as possible are given away;
 * where there is not room for all, the more urgent go first.
 */
const openGains: Record<Priority, number> = { 1: -1_750, 2: -1_500, 3: -1_250, 4: -1_000 }

/** Twelve bytes each. Beyond that the further places of an engineer are taken to be worth the same. */
const mostPairs = 6_000_000

export function openBacklog(
  { memory, dispatch, places, bandsIn, now }: BoardRankingFacts,
  tickets: readonly Ticket[],
): Backlog {
  const engineers = memory.engineers()
  const loads = new Map(engineers.map(({ id }) => [id, memory.openLoad(id)]))
  const placesThen: ReadonlyMap<string, KnownPlace> = new Map(places)
  return {
    engineers,
    tickets: [...tickets].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    facts: ({ district }) => ({
      memory,
      places: placesThen,
      bands: bandsIn(district),
      now,
      openLoad: (engineerId) => loads.get(engineerId),
    }),
    weekCounts: weekCountsOf(engineers, { memory, now }),
    openLoads: engineers.map(({ id }) => loads.get(id) ?? 0),
    policy: dispatch.policy,
  }
}

/** Scores every engineer for every ticket, with a turn for everybody else in between. */
export async function scoreBacklog(
  backlog: Backlog,
  { signal, onScored }: { signal: AbortSignal; onScored: (tickets: number) => void },
): Promise<ScoredBacklog> {
  const { engineers, tickets, openLoads, policy } = backlog
  const mostPerEngineer = Math.max(1, Math.floor(mostPairs / Math.max(1, engineers.length * tickets.length)))
  const slots = createLoadSlots(
    engineers.map(({ capacity }, index) => ({ capacity, openLoad: openLoads[index] ?? 0 })),
    policy,
    mostPerEngineer,
  )
  const firstCome = createFirstCome(slots)
  const served: PlannedAssignment[] = []
  const eligible: number[] = []
  const against = new Map<number, ReturnType<typeof findCommonestRejection>>()

  const pairs = await collectPairs(
    tickets.length,
    (number, add) => {
      const ticket = tickets[number]
      if (!ticket) return
      const looked = lookAt(ticket, backlog)
      eligible[number] = looked.able.length
      if (looked.able.length === 0) against.set(number, findCommonestRejection(looked.excluded))
      for (const { engineer, total, loadShare } of looked.able) {
        const end = slots.starts[engineer + 1] ?? 0
        for (let place = slots.starts[engineer] ?? 0; place < end; place += 1)
          add(place, total - loadShare * (slots.gradeDrops[place] ?? 0))
      }
      const place = firstCome.take(looked.able)
      const taken = looked.able.find(({ engineer }) => engineer === slots.engineerOf[place])
      if (taken) {
        const score = taken.total - taken.loadShare * (slots.gradeDrops[place] ?? 0)
        served.push(plannedFor(ticket, taken.candidate, backlog, score))
      }
      onScored(number + 1)
    },
    { signal },
  )
  return {
    problem: {
      engineerSlots: slots.room.slice(),
      openGains: Float64Array.from(tickets, ({ priority }) => openGains[priority]),
      pairs,
    },
    slots,
    firstCome: served,
    eligible,
    against,
  }
}

type Able = { engineer: number; seconds: number; candidate: Candidate; total: number; loadShare: number }

function lookAt(ticket: Ticket, { engineers, facts: factsFor, weekCounts, policy }: Backlog) {
  const facts = factsFor(ticket)
  const question = questionAbout(ticket, facts, weekCounts)
  const able: Able[] = []
  const excluded: { rejection: Rejection; meters: number }[] = []
  let loadShare: number | undefined
  for (const [index, engineer] of engineers.entries()) {
    const candidate = candidateFor(ticket, engineer, facts, weekCounts[index] ?? 0)
    const rejection = findExclusion(question, candidate, policy)
    if (rejection) {
      excluded.push({ rejection, meters: candidate.travel.meters })
      continue
    }
    const raw = toRawValues(question, candidate, policy)
    // Which objectives apply is the ticket's matter, the same for all its candidates.
    loadShare ??= shareOf('load', raw, policy)
    const { seconds } = candidate.travel
    able.push({ engineer: index, seconds, candidate, total: exactTotal(raw, policy), loadShare })
  }
  return { able, excluded }
}

/** What giving the ticket to the candidate looks like to a person. */
export function plannedFor(
  ticket: Ticket,
  candidate: Candidate,
  { facts, weekCounts }: Pick<Backlog, 'facts' | 'weekCounts'>,
  score: number,
): PlannedAssignment {
  const question = questionAbout(ticket, facts(ticket), weekCounts)
  const lateMs = arrival(question, candidate) - latestArrival(question)
  return {
    ticketId: ticket.id,
    engineerId: candidate.engineer.id,
    score: Math.round(score * 10) / 10,
    meters: Math.round(candidate.travel.meters),
    seconds: Math.round(candidate.travel.seconds),
    lateMinutes: lateMs > 0 ? Math.ceil(lateMs / 60_000) : 0,
  }
}
