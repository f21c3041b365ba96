import type { Ranked } from './best-list.ts'
import { isPossibleCoordinate, type LngLat } from './coordinate.ts'
import { RankingSearch, type RankingQuery } from './ranking-search.ts'
import { lost, nothing, RankingThings } from './ranking-things.ts'
import { RankingTree } from './ranking-tree.ts'

export type { Ranked } from './best-list.ts'
export type { RankingQuery } from './ranking-search.ts'

/** Things with a place and a score, of which one wants the best few from anywhere: exact, without looking at most of them. */
export type RankingIndex = {
  /**
   * Puts a thing, or changes it. `slot` is the caller's name for it, a small whole number; `place` is `null` when nobody
   * knows where it is; `rest` is the upper bound of everything in its score that does not depend on distance; `mask` has
   * its bits for `needMask`.
   */
  put: (slot: number, place: LngLat | null, rest: number, mask: number) => void
  remove: (slot: number) => void
  /** The best `count`, exactly as if every thing had been scored and all had been sorted. */
  top: (count: number, query: RankingQuery) => Ranked[]
}

export function createRankingIndex(): RankingIndex {
  const things = new RankingThings()
  const tree = new RankingTree(things)
  const lostSlots: number[] = []

  function put(slot: number, place: LngLat | null, rest: number, mask: number): void {
    if (!Number.isInteger(slot) || slot < 0) throw new RangeError(`not a slot: ${slot}`)
    if (Number.isNaN(rest)) throw new RangeError(`the score of slot ${slot} has no bound`)
    if (place && !isPossibleCoordinate(place)) throw new RangeError(`slot ${slot} is nowhere on Earth`)
    things.reserve(slot)
    const hasPlace = (things.leaves[slot] as number) >= 0
    if (!hasPlace || !place) remove(slot)
    const isLess = rest < (things.rests[slot] as number) || ((things.masks[slot] as number) & ~mask) !== 0
    things.rests[slot] = rest
    things.masks[slot] = mask
    if (!place) {
      things.leaves[slot] = lost
      things.ranks[slot] = lostSlots.length
      lostSlots.push(slot)
      return
    }
    things.lng[slot] = place.lng
    things.lat[slot] = place.lat
    if (!hasPlace) tree.add(slot)
    else {
      tree.reassess(slot, isLess)
      tree.replace(slot)
    }
  }

  function remove(slot: number): void {
    const leaf = things.leaves[slot] ?? nothing
    if (leaf === nothing) return
    if (leaf === lost) removeLost(slot)
    else tree.take(slot)
    things.leaves[slot] = nothing
  }

  function removeLost(slot: number): void {
    const last = lostSlots.pop()
    if (last === undefined || last === slot) return
    const rank = things.ranks[slot] as number
    lostSlots[rank] = last
    things.ranks[last] = rank
  }

  return {
    put,
    remove,
    top: (count, query) => {
      if (query.from && !isPossibleCoordinate(query.from)) throw new RangeError('asked from nowhere on Earth')
      const search = new RankingSearch(things, count, query)
      return query.distanceScore
        ? search.bestFirst(tree, lostSlots, query.distanceScore)
        : search.everyThing()
    },
  }
}
