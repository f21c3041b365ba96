import type { HandOut } from './engine-settings.ts'
import { nextToAsk } from './next-to-ask.ts'
import type { Policy } from './policy.ts'
import { mayAssignAlone, type Order } from './rank.ts'
import { scoreOf } from './score.ts'

/** Why the engine, where it may hand out by itself, leaves a ticket to people. */
export type LeftToPeople =
  | { reason: 'nobody' }
  | { reason: 'below-floor'; floor: number }
  | { reason: 'lead-too-small'; lead: number; needed: number }
  /** Whom it would turn to has had from it what the board allows within an hour. */
  | { reason: 'engine-limit'; limit: number }
  /** All who are good enough were asked, and none has taken it. */
  | { reason: 'all-asked'; asked: number }
  /** Somebody has held it already: what people took back is theirs. */
  | { reason: 'taken-back' }

/** Whom the engine would send to a waiting ticket, in as few words as a card has room for. */
export type Suggestion = {
  ticketId: string
  /** The ticket as it was looked at. */
  ticketVersion: number
  /** Null when nobody can be sent. */
  first: { engineerId: string; points: number; travelSeconds: number } | null
  /** Null when the engine may hand it out by itself. */
  left: LeftToPeople | null
}

/** What decides, besides the scores, whether the engine hands a ticket out. */
export type HandOutFacts = {
  policy: Policy
  handOut: HandOut
  hourlyLimit: number
  /** To whom the engine has handed as much as that within the hour. */
  spentIds: ReadonlySet<string>
  isTakenBack: boolean
  askedIds: readonly string[]
}

type Scored = { engineerId: string; points: number; travelSeconds: number }

export function toSuggestion(
  { id, version }: { id: string; version: number },
  { eligible }: Pick<Order, 'eligible'>,
  facts: HandOutFacts,
): Suggestion {
  const { policy, askedIds, spentIds } = facts
  // One more than can be passed over is the one it would turn to; one more than that is the second.
  const ranked = eligible.slice(0, askedIds.length + spentIds.size + 2).map(({ candidate, raw }) => ({
    engineerId: candidate.engineer.id,
    points: scoreOf(raw, policy).total,
    travelSeconds: candidate.travel.seconds,
  }))
  return {
    ticketId: id,
    ticketVersion: version,
    // Who has just declined is the last to be suggested.
    first: ranked.find(({ engineerId }) => !askedIds.includes(engineerId)) ?? ranked[0] ?? null,
    left: findObstacle(ranked, facts),
  }
}

/** As the automatic dispatch goes about it: who has begun to ask goes on asking, however the board hands out. */
function findObstacle(ranked: readonly Scored[], facts: HandOutFacts): LeftToPeople | null {
  if (facts.isTakenBack) return { reason: 'taken-back' }
  if (facts.askedIds.length > 0 || facts.handOut === 'offer') return findObstacleToAsking(ranked, facts)
  if (facts.handOut === 'assignment') return findObstacleToAssigning(ranked, facts)
  return ranked.length === 0 ? { reason: 'nobody' } : null
}

function findObstacleToAsking(
  ranked: readonly Scored[],
  { policy: { automatic }, askedIds, spentIds, hourlyLimit }: HandOutFacts,
): LeftToPeople | null {
  const next = nextToAsk(ranked, askedIds, automatic)
  if (next.some(({ engineerId }) => !spentIds.has(engineerId))) return null
  if (next.length > 0) return { reason: 'engine-limit', limit: hourlyLimit }
  if (askedIds.length > 0) return { reason: 'all-asked', asked: askedIds.length }
  return ranked.length === 0 ? { reason: 'nobody' } : { reason: 'below-floor', floor: automatic.floor }
}

/** Down the list past those who have had their share, as far as each is good enough and far enough ahead of the next. */
function findObstacleToAssigning(
  ranked: readonly Scored[],
  { policy: { automatic }, spentIds, hourlyLimit }: HandOutFacts,
): LeftToPeople | null {
  for (const [index, { engineerId }] of ranked.entries()) {
    const totals = ranked.slice(index, index + 2).map(({ points }) => points)
    const verdict = mayAssignAlone(totals, automatic)
    if (verdict.ok && !spentIds.has(engineerId)) return null
    if (verdict.ok) continue
    if (index > 0) break
    if (verdict.reason === 'below-floor') return { reason: 'below-floor', floor: automatic.floor }
    const [first = 0, second = 0] = totals
    return { reason: 'lead-too-small', lead: first - second, needed: automatic.lead }
  }
  return ranked.length === 0 ? { reason: 'nobody' } : { reason: 'engine-limit', limit: hourlyLimit }
}
