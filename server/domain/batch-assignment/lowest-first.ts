/**
 * The numbers 0 to `count` - 1 wait with a cost each; the lowest cost comes first, the lower number among equals. A binary heap
 * that knows where each number stands, so that a cost can be lowered.
 */
export class LowestFirst {
  /** As of the last `offer`; meaningless for a number that was never offered. */
  readonly costs: Float64Array
  readonly #heap: Int32Array
  /** Place in the heap plus one; 0 for those that are not in it. */
  readonly #places: Int32Array
  #size = 0

  constructor(count: number) {
    this.costs = new Float64Array(count)
    this.#heap = new Int32Array(count)
    this.#places = new Int32Array(count)
  }

  clear(): void {
    for (let place = 0; place < this.#size; place += 1) this.#places[this.#heap[place] as number] = 0
    this.#size = 0
  }

  /** Adds the number, or lowers its cost. Answers false when it already waits at this cost or a lower one. */
  offer(number: number, cost: number): boolean {
    let place = (this.#places[number] as number) - 1
    if (place >= 0) {
      if ((this.costs[number] as number) <= cost) return false
    } else {
      place = this.#size
      this.#size += 1
    }
    this.costs[number] = cost
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = this.#heap[parent] as number
      if (!this.#isBefore(number, above)) break
      this.#put(above, place)
      place = parent
    }
    this.#put(number, place)
    return true
  }

  /** The number with the lowest cost, not taken out; -1 when none waits. */
  peek(): number {
    return this.#size === 0 ? -1 : (this.#heap[0] as number)
  }

  dropFirst(): void {
    this.#places[this.#heap[0] as number] = 0
    this.#size -= 1
    if (this.#size === 0) return
    const moved = this.#heap[this.#size] as number
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.#size) break
      let below = this.#heap[child] as number
      if (child + 1 < this.#size) {
        const right = this.#heap[child + 1] as number
        if (this.#isBefore(right, below)) {
          child += 1
          below = right
        }
      }
      if (!this.#isBefore(below, moved)) break
      this.#put(below, place)
      place = child
    }
    this.#put(moved, place)
  }

  #isBefore(a: number, b: number): boolean {
    const costA = this.costs[a] as number
    const costB = this.costs[b] as number
    return costA < costB || (costA === costB && a < b)
  }

  #put(number: number, place: number): void {
    this.#heap[place] = number
    this.#places[number] = place + 1
  }
}
