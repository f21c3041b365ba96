import { nobody } from './placement.ts'
import type { AssignmentProblem, EligiblePairs } from './problem.ts'

/**
 * The few pairs among which the best assignment is sought: most of the others can never matter. Which ones do is found out by
 * prices (`addProfitable`), so that leaving a pair out costs time at worst, never the optimum.
 */
export class CorePairs {
  readonly #problem: AssignmentProblem
  /** 1 for each pair of the problem that is in the core. */
  readonly #isIn: Uint8Array
  #size = 0

  /**
   * Begins with the best engineers of each ticket and the best tickets of each engineer. Both are needed: with those of the
   * tickets alone the engineers that everybody wants fill all lists, and the others have nothing.
   */
  constructor(problem: AssignmentProblem, bestOfEach: number) {
    const { engineerSlots, openGains, pairs } = problem
    const { starts, engineers, gains } = pairs
    this.#problem = problem
    this.#isIn = new Uint8Array(engineers.length)
    const ofEngineers = new BestPairs(engineerSlots.length, bestOfEach)
    const ofTicket = new BestPairs(1, bestOfEach)
    for (const [ticket, openGain] of openGains.entries()) {
      ofTicket.clear()
      const end = starts[ticket + 1] as number
      for (let pair = starts[ticket] as number; pair < end; pair += 1) {
        const engineer = engineers[pair] as number
        const lead = (gains[pair] as number) - openGain
        if (lead <= 0 || engineerSlots[engineer] === 0) continue
        ofTicket.offer(0, pair, lead)
        ofEngineers.offer(engineer, pair, lead)
      }
      ofTicket.forEach((pair) => this.#add(pair))
    }
    ofEngineers.forEach((pair) => this.#add(pair))
  }

  get size(): number {
    return this.#size
  }

  /** The pairs of the core in the order of the problem. */
  take(): EligiblePairs {
    const { starts, engineers, gains } = this.#problem.pairs
    const core = {
      starts: new Uint32Array(starts.length),
      engineers: new Int32Array(this.#size),
      gains: new Float64Array(this.#size),
    }
    let taken = 0
    for (let ticket = 0; ticket + 1 < starts.length; ticket += 1) {
      const end = starts[ticket + 1] as number
      for (let pair = starts[ticket] as number; pair < end; pair += 1) {
        if (this.#isIn[pair] === 0) continue
        core.engineers[taken] = engineers[pair] as number
        core.gains[taken] = gains[pair] as number
        taken += 1
      }
      core.starts[ticket + 1] = taken
    }
    return core
  }

  /**
   * Adds the pairs outside the core by which a ticket would profit more, at these prices, than where it is; of each ticket the
   * best few. Answers how many: 0 proves that the placement is the best over all pairs, not only over those of the core.
   */
  addProfitable(
    placed: { engineerOf: Int32Array; slotPrices: Float64Array; profitOf: (ticket: number) => number },
    { atMostPerTicket, tolerance }: { atMostPerTicket: number; tolerance: number },
  ): number {
    const { engineerSlots, pairs } = this.#problem
    const { starts, engineers, gains } = pairs
    const before = this.#size
    const found = new BestPairs(1, atMostPerTicket)
    for (let ticket = 0; ticket + 1 < starts.length; ticket += 1) {
      found.clear()
      const enough = placed.profitOf(ticket) + tolerance
      const end = starts[ticket + 1] as number
      for (let pair = starts[ticket] as number; pair < end; pair += 1) {
        const engineer = engineers[pair] as number
        const profit = (gains[pair] as number) - (placed.slotPrices[engineer] as number)
        if (profit > enough && this.#isIn[pair] === 0 && engineerSlots[engineer] !== 0)
          found.offer(0, pair, profit)
      }
      found.forEach((pair) => this.#add(pair))
    }
    return this.#size - before
  }

  #add(pair: number): void {
    if (this.#isIn[pair] === 1) return
    this.#isIn[pair] = 1
    this.#size += 1
  }
}

/** The `limit` best pairs of each group, the one offered first among equals. */
class BestPairs {
  readonly #limit: number
  readonly #counts: Int32Array
  readonly #pairs: Int32Array
  readonly #values: Float64Array

  constructor(groups: number, limit: number) {
    this.#limit = limit
    this.#counts = new Int32Array(groups)
    this.#pairs = new Int32Array(groups * limit).fill(nobody)
    this.#values = new Float64Array(groups * limit)
  }

  clear(): void {
    this.#counts.fill(0)
  }

  offer(group: number, pair: number, value: number): void {
    const first = group * this.#limit
    const count = this.#counts[group] as number
    let place = first + count
    if (count === this.#limit) {
      place -= 1
      if ((this.#values[place] as number) >= value) return
    } else this.#counts[group] = count + 1
    for (; place > first && (this.#values[place - 1] as number) < value; place -= 1) {
      this.#values[place] = this.#values[place - 1] as number
      this.#pairs[place] = this.#pairs[place - 1] as number
    }
    this.#values[place] = value
    this.#pairs[place] = pair
  }

  forEach(visit: (pair: number) => void): void {
    for (const [group, count] of this.#counts.entries())
      for (let place = group * this.#limit; place < group * this.#limit + count; place += 1)
        visit(this.#pairs[place] as number)
  }
}
