import { hours, minutes, type Instant } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'

export type SlaLevel = 'on-track' | 'at-risk' | 'critical' | 'breached'

/**
 * Where a ticket stands against its due time. This file is the one place for it: cards, pins, heat and sorting ask here.
 * `remainingMs` is negative once breached. A closed ticket keeps the level with which it was closed: on-track or breached.
 */
export type SlaState = { level: SlaLevel; remainingMs: number; running: boolean }

type Timed = Pick<Ticket, 'createdAt' | 'dueAt' | 'closedAt'>

/**
 * A ticket is at risk in the last quarter of its allowance, but never earlier than a day or later than an hour before.
 * The database counts by the same figures.
 */
export const riskRule = { share: 1 / 4, leastMs: hours(1), mostMs: hours(24) } as const

const riskSpan = ({ createdAt, dueAt }: Timed): number =>
  Math.min(riskRule.mostMs, Math.max(riskRule.leastMs, (dueAt - createdAt) * riskRule.share))

export function slaState(ticket: Timed, now: Instant): SlaState {
  const running = ticket.closedAt === null
  const remainingMs = ticket.dueAt - (ticket.closedAt ?? now)
  return { level: levelOf(ticket, remainingMs, running), remainingMs, running }
}

function levelOf(ticket: Timed, remainingMs: number, running: boolean): SlaLevel {
  if (remainingMs < 0) return 'breached'
  if (!running) return 'on-track'
  const span = riskSpan(ticket)
  if (remainingMs <= Math.max(minutes(30), span / 3)) return 'critical'
  return remainingMs <= span ? 'at-risk' : 'on-track'
}

/**
 * How hot a ticket is on the risk map, 0..1: 0 on track, rising over the span of risk to 0.7 at the due time,
 * then to 1 within two hours of lateness.
 */
export function slaHeat(ticket: Timed, now: Instant): number {
  const { remainingMs, running } = slaState(ticket, now)
  if (!running) return 0
  if (remainingMs < 0) return Math.min(1, 0.7 + (0.3 * -remainingMs) / hours(2))
  const span = riskSpan(ticket)
  return remainingMs >= span ? 0 : 0.7 * (1 - remainingMs / span)
}
