import type { Rejection } from '#domain/rejection.ts'
import type { Advice, Recommended } from '#domain/scoring/advice.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import { toBestRank, type DropTarget } from './drop-targets.ts'

/** What the engine says of an engineer for the ticket in hand. */
export type Advised =
  /** `place` from 1; null where the engine was asked about this engineer alone. */
  | { kind: 'scored'; place: number | null; recommended: Recommended }
  /** A rule that binds the engine alone: a person may know better. */
  | { kind: 'against'; rejection: Rejection }

/**
 * The same targets in the engine's order: the scored first, then those who could take it but are in no list, nearest
 * first, then those the engine would not send, and last those whom a rule forbids to everybody. Who may be given the
 * ticket does not change by it.
 */
export function withAdvice(targets: readonly DropTarget[], advice: Advice): DropTarget[] {
  const scored = new Map(
    advice.recommended.map((recommended, index): [string, Advised] => [
      recommended.engineerId,
      { kind: 'scored', place: index + 1, recommended },
    ]),
  )
  const against = new Map(
    advice.excluded.map(({ engineerId, rejection }): [string, Advised] => [
      engineerId,
      { kind: 'against', rejection },
    ]),
  )
  const advised = targets.map((target): DropTarget => {
    if (target.rejection) return target
    const { id } = target.engineer
    return { ...target, rank: null, advised: scored.get(id) ?? against.get(id) ?? null }
  })
  // Stable: within a group, and among those in no list, the order by distance stays.
  advised.sort((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b))
  return advised.map((target, index) =>
    target.advised?.kind === 'scored' ? { ...target, rank: toBestRank(index) } : target,
  )
}

/** The same targets with what the engine says of the one in the air; the others are nobody's question. */
export function withEngineerScore(
  targets: readonly DropTarget[],
  engineerId: string,
  score: EngineerScore,
): DropTarget[] {
  const advised: Advised =
    score.kind === 'scored'
      ? { kind: 'scored', place: null, recommended: score.recommended }
      : { kind: 'against', rejection: score.rejection }
  return targets.map((target) =>
    target.engineer.id === engineerId && !target.rejection ? { ...target, advised } : target,
  )
}

function groupOf({ rejection, advised }: DropTarget): number {
  if (rejection) return 3
  if (!advised) return 1
  return advised.kind === 'scored' ? 0 : 2
}

const placeOf = ({ advised }: DropTarget): number => (advised?.kind === 'scored' ? (advised.place ?? 0) : 0)
