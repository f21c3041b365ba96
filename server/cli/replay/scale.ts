import { hours, type Instant } from '#domain/instant.ts'
import { defaultDueAt } from '#domain/sla/due.ts'
import type { Request } from './read-requests.ts'

/** Some targets lie minutes or years away: a mistake of the other system, or a promise that nobody waits for. */
const shortestTarget = hours(1)
const longestTarget = hours(24 * 30)

/** How long a request may take in the replay: as long as its target allows, at the speed of the replay. */
export function scaledAllowance({ createdAt, dueAt, priority }: Request, speed: number): number {
  const target = (dueAt ?? defaultDueAt(priority, createdAt)) - createdAt
  return Math.round(Math.min(longestTarget, Math.max(shortestTarget, target)) / speed)
}

/** The clock of the replayed day. */
export const replayedAt = (
  now: Instant,
  { startedAt, from, speed }: { startedAt: Instant; from: Instant; speed: number },
): Instant => from + (now - startedAt) * speed
