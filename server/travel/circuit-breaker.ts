import { minutes, type Instant } from '#domain/instant.ts'

/**
 * Keeps us from asking an engine that does not answer, so that nobody waits for it.
 * Closed: it is asked. Open: it is not asked before `until`. Half-open: one question is on its way to try it.
 */
export type Breaker =
  | { state: 'closed'; failuresInARow: number }
  | { state: 'open'; until: Instant; openForMs: number }
  | { state: 'half-open'; since: Instant; openForMs: number }

const failuresToOpen = 3
const firstOpenMs = 10_000
const longestOpenMs = minutes(5)
/** A trial that was never heard of again is given up; every question ends earlier by its own budget. */
const trialMs = firstOpenMs

export const closedBreaker: Breaker = { state: 'closed', failuresInARow: 0 }

/** Whether the engine may be asked now, and the breaker after that. */
export function admit(breaker: Breaker, now: Instant): { breaker: Breaker; admitted: boolean } {
  switch (breaker.state) {
    case 'closed':
      return { breaker, admitted: true }
    case 'open':
      return now < breaker.until
        ? { breaker, admitted: false }
        : { breaker: { state: 'half-open', since: now, openForMs: breaker.openForMs }, admitted: true }
    case 'half-open':
      return now < breaker.since + trialMs
        ? { breaker, admitted: false }
        : { breaker: { ...breaker, since: now }, admitted: true }
  }
}

/** The engine has answered. A late answer does not close an open breaker: the next trial decides. */
export const afterSuccess = (breaker: Breaker): Breaker =>
  breaker.state === 'open' ? breaker : closedBreaker

/** The engine has not answered. Each trial that fails doubles the time to the next one, up to five minutes. */
export function afterFailure(breaker: Breaker, now: Instant): Breaker {
  switch (breaker.state) {
    case 'closed': {
      const failuresInARow = breaker.failuresInARow + 1
      return failuresInARow < failuresToOpen ? { state: 'closed', failuresInARow } : open(now, firstOpenMs)
    }
    case 'open':
      return breaker
    case 'half-open':
      return open(now, Math.min(longestOpenMs, breaker.openForMs * 2))
  }
}

const open = (now: Instant, openForMs: number): Breaker => ({
  state: 'open',
  until: now + openForMs,
  openForMs,
})
