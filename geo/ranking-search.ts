import { BestList, type Ranked } from './best-list.ts'
import type { LngLat } from './coordinate.ts'
import { cosOfLat, distanceMeters } from './distance.ts'
import { HighestFirst } from './highest-first.ts'
import { lost, nothing, type RankingThings } from './ranking-things.ts'
import { childCount, none, root, type RankingTree } from './ranking-tree.ts'

export type RankingQuery = {
  /** `null`: nobody knows where. Every distance is `null` then. */
  from: LngLat | null
  /** Only things that have all these bits are looked at. */
  needMask: number
  /**
   * The most that distance can add to a score at this many metres or anywhere farther: it never rises. `null` metres are a
   * distance that nobody knows. Where distance can add more the farther it gets, there is no such function; without one
   * every thing is looked at.
   */
  distanceScore: DistanceScore | null
  /**
   * The exact score, or `null` for a thing that may not be in the list. At most `distanceScore(meters)` plus the thing's
   * rest, but for the rounding of that sum. It must leave the index as it is.
   */
  score: (slot: number, meters: number | null) => number | null
}

type DistanceScore = (meters: number | null) => number

/** One question to the index. */
export class RankingSearch {
  readonly #things: RankingThings
  readonly #query: RankingQuery
  readonly #best: BestList
  /** Signed, as the columns and `&` have it; a caller's 2 ** 31 is not. */
  readonly #needMask: number
  /** Of the thing in hand: one object for all of them. */
  readonly #place: LngLat = { lng: 0, lat: 0 }

  constructor(things: RankingThings, count: number, query: RankingQuery) {
    this.#things = things
    this.#query = query
    this.#needMask = query.needMask | 0
    this.#best = new BestList(count)
  }

  everyThing(): Ranked[] {
    const { leaves } = this.#things
    for (let slot = 0; slot < leaves.length; slot += 1)
      if (leaves[slot] !== nothing && this.#has(slot)) this.#offer(slot)
    return this.#best.list
  }

  /**
   * Opens the cell that may hold the highest score, again and again, until none may hold a higher one than the list has.
   *
   * Exact, because nothing in a cell that stays shut can get into the list: it is no nearer than `leastMeters`, so distance
   * adds at most `distanceScore` of that; the rest adds at most the highest in the cell; and the sum of the two is less than
   * the lowest score of a full list.
   */
  bestFirst(tree: RankingTree, lostSlots: readonly number[], distanceScore: DistanceScore): Ranked[] {
    const best = this.#best
    const { from } = this.#query
    const needMask = this.#needMask
    const origin = from && { ...from, cosLat: cosOfLat(from.lat) }
    const cells = new HighestFirst()
    cells.push(root, Infinity)
    for (;;) {
      const bound = cells.highestKey
      const cell = cells.pop()
      if (cell === undefined || !best.mayTake(bound)) break
      const first = tree.firstChild(cell)
      if (first === none) {
        this.#offerAll(tree.slotsOf(cell), distanceScore(origin && tree.leastMeters(cell, origin)))
        continue
      }
      for (let child = first; child < first + childCount; child += 1) {
        if ((tree.anyMask(child) & needMask) !== needMask) continue
        const childBound = distanceScore(origin && tree.leastMeters(child, origin)) + tree.highestRest(child)
        if (best.mayTake(childBound)) cells.push(child, childBound)
      }
    }
    this.#offerAll(lostSlots, distanceScore(null))
    return best.list
  }

  /** Those of the slots that can still get into the list when distance adds no more than this. */
  #offerAll(slots: readonly number[], highestDistanceScore: number): void {
    const { rests } = this.#things
    for (const slot of slots)
      if (this.#has(slot) && this.#best.mayTake(highestDistanceScore + (rests[slot] as number)))
        this.#offer(slot)
  }

  #has(slot: number): boolean {
    return ((this.#things.masks[slot] as number) & this.#needMask) === this.#needMask
  }

  #offer(slot: number): void {
    const { lng, lat, leaves } = this.#things
    const { from, score } = this.#query
    this.#place.lng = lng[slot] as number
    this.#place.lat = lat[slot] as number
    const meters = from && leaves[slot] !== lost ? distanceMeters(from, this.#place) : null
    const value = score(slot, meters)
    if (value !== null) this.#best.offer(slot, value)
  }
}
