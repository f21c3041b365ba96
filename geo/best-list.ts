/** One of the best: the higher score first, the lower slot among equals. */
export type Ranked = { slot: number; score: number }

/**
 * A bound must fall short by more than this share of a score: the score may add up the same numbers in another order, and so
 * be a hair higher than its bound.
 */
const roundingShare = 1e-9

/** The best so far, in order. For lists that a person reads; each entry costs a walk through the ones below it. */
export class BestList {
  readonly list: Ranked[] = []
  readonly #count: number
  #bar: number

  constructor(count: number) {
    this.#count = count
    this.#bar = count > 0 ? -Infinity : Infinity
  }

  /** Whether something with at most this score may still get into the list. */
  mayTake(bound: number): boolean {
    return bound >= this.#bar
  }

  offer(slot: number, score: number): void {
    if (!this.mayTake(score)) return
    const { list } = this
    let place = list.length
    for (; place > 0; place -= 1) {
      const above = list[place - 1] as Ranked
      if (above.score > score || (above.score === score && above.slot < slot)) break
    }
    if (place === this.#count) return
    list.splice(place, 0, { slot, score })
    if (list.length > this.#count) list.pop()
    if (list.length < this.#count) return
    const lowest = (list[list.length - 1] as Ranked).score
    this.#bar = lowest - roundingShare * Math.max(1, Math.abs(lowest))
  }
}
