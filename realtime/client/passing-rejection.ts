import type { Rejection } from '#domain/rejection.ts'

/**
 * How long to wait before asking the same again, or undefined when the answer will stay the same. A command that met no
 * database may or may not have happened: it is sent again with the same id instead of being shown as refused.
 */
export function pauseBeforeRetry(rejection: Rejection): number | undefined {
  if (rejection.name === 'database-away') return 2_000
  if (rejection.name === 'rate-limited') return rejection.seconds * 1_000
  return undefined
}
