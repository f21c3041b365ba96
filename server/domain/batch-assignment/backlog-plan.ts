import type { Instant } from '../instant.ts'
import type { Rejection } from '../rejection.ts'
import type { PolicyRef } from '../scoring/advice.ts'

/** One ticket given to one engineer, as it would turn out. */
export type PlannedAssignment = {
  ticketId: string
  engineerId: string
  /** 0 to 100; whatever the same plan gives the same engineer before it counts as load. */
  score: number
  /** In a straight line, from where the engineer is when the plan is made. */
  meters: number
  seconds: number
  /** After the agreed window or the due time; 0 for in time. */
  lateMinutes: number
}

/** Why the plan gives a ticket to nobody. */
export type LeftOverReason =
  /** Nobody may have it. `commonest`: the rule that keeps most of them from it, by the example of the nearest one. */
  | { kind: 'nobody'; engineers: number; commonest: { rejection: Rejection; engineers: number } | null }
  /** Some may have it, and all their room has gone to others. */
  | { kind: 'no-room'; eligible: number }
  /** It is not waiting to be given away. */
  | { kind: 'not-waiting'; rejection: Rejection }
  /** So many tickets, first due first, are planned in one go. */
  | { kind: 'beyond-limit'; most: number }

export type LeftOver = { ticketId: string; reason: LeftOverReason }

/** `greedy`: not proved to be the best, because time was up or the solving thread failed. */
export type PlanMethod = { kind: 'optimal' } | { kind: 'greedy'; why: 'time' | 'thread' }

/** Who should get which of the waiting tickets. A proposal: nothing has been changed. */
export type BacklogPlan = {
  at: Instant
  policy: PolicyRef
  method: PlanMethod
  assignments: readonly (PlannedAssignment & { ticketVersion: number })[]
  /** What the same tickets would get if each, the oldest first, took the nearest engineer who has room. */
  firstCome: readonly PlannedAssignment[]
  leftOver: readonly LeftOver[]
}

/** `share` of all the work that is done, 0 to 1. */
export type PlanProgress = { stage: 'facts' | 'scoring' | 'solving'; share: number }

/** So many tickets are planned in one go. */
export const mostPlannedTickets = 2_000

export type PlanTotals = {
  tickets: number
  meanScore: number
  km: number
  /** Tickets that the engineer would reach too late. */
  breaches: number
}

export function totalsOf(assignments: readonly PlannedAssignment[]): PlanTotals {
  let score = 0
  let meters = 0
  let breaches = 0
  for (const one of assignments) {
    score += one.score
    meters += one.meters
    if (one.lateMinutes > 0) breaches += 1
  }
  const tickets = assignments.length
  return { tickets, meanScore: tickets === 0 ? 0 : score / tickets, km: meters / 1_000, breaches }
}
