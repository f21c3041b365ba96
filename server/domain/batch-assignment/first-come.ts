import { nobody } from './placement.ts'
import type { LoadSlots } from './load-slots.ts'

/** First come, first served: each ticket, in the order in which they are handed in, takes the nearest who has room. */
export function createFirstCome({ room, starts }: Pick<LoadSlots, 'room' | 'starts'>) {
  const free = room.slice()
  const findFreePlace = (engineer: number): number => {
    const end = starts[engineer + 1] ?? 0
    for (let place = starts[engineer] ?? 0; place < end; place += 1) if ((free[place] ?? 0) > 0) return place
    return nobody
  }
  return {
    /** The place that is taken, -1 where nobody has room. Of two equally near the first handed in goes. */
    take: (candidates: readonly { engineer: number; seconds: number }[]): number => {
      let nearest = Infinity
      let taken = nobody
      for (const { engineer, seconds } of candidates) {
        if (seconds >= nearest) continue
        const place = findFreePlace(engineer)
        if (place === nobody) continue
        nearest = seconds
        taken = place
      }
      if (taken !== nobody) free[taken] = (free[taken] ?? 0) - 1
      return taken
    },
  }
}
