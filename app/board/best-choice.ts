import type { Rejection } from '#domain/rejection.ts'
import type { AdviceState } from '../scoring/use-advice.ts'
import type { DropTarget } from './drop-targets.ts'

/** To whom a ticket goes that is to go to the best. */
export type BestChoice =
  | { kind: 'asking' }
  /** The first of the recommendation; `holdsIt` when there is nothing to change. */
  | { kind: 'best'; engineerId: string; points: number; holdsIt: boolean }
  | { kind: 'nobody' }
  /** There is no recommendation to be had: the nearest who can take it stands in. `why` is null when offline. */
  | { kind: 'nearest'; target: DropTarget; why: Rejection | null }

/** @param targets the suitable first, nearest first, for when the engine does not answer */
export function chooseBest(
  advice: AdviceState,
  targets: readonly DropTarget[],
  heldBy: string | undefined,
): BestChoice {
  switch (advice.state) {
    case 'none':
    case 'asking':
      return { kind: 'asking' }
    case 'ready': {
      const [first] = advice.advice.recommended
      if (!first) return { kind: 'nobody' }
      const { engineerId, score } = first
      return { kind: 'best', engineerId, points: score.total, holdsIt: engineerId === heldBy }
    }
    case 'offline':
      return nearest(targets, null)
    case 'refused':
      return nearest(targets, advice.rejection)
  }
}

function nearest(targets: readonly DropTarget[], why: Rejection | null): BestChoice {
  const target = targets.find(({ rejection }) => rejection === null)
  return target ? { kind: 'nearest', target, why } : { kind: 'nobody' }
}
