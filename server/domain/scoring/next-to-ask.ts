import type { Policy } from './policy.ts'

type Scored = { engineerId: string; points: number }

/**
 * Whom to ask next to take a ticket, best first. The floor holds as for an assignment; the lead does not: whoever is asked
 * answers for themselves, and a second as good as the first is a reason to go on, not to stop.
 */
export const nextToAsk = (
  ranked: readonly Scored[],
  askedIds: readonly string[],
  { floor }: Policy['automatic'],
): readonly Scored[] =>
  ranked.filter(({ engineerId, points }) => points >= floor && !askedIds.includes(engineerId))
