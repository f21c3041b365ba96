import { LowestFirst } from './lowest-first.ts'
import type { EligiblePairs } from './problem.ts'

export const nobody = -1

/**
 * Places tickets one by one and keeps the placement the best possible of those placed so far.
 *
 * Shortest augmenting paths with prices: R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems", Computing 38 (1987). Two differences: an engineer has several slots of one price instead of
 * several equal columns, and each ticket has a way out of its own (to stay open), so that there is always a path.
 *
 * Held at all times: a slot's price is not negative; an engineer with a free slot has price 0; no placed ticket would profit
 * (gain minus price) more with another engineer or by staying open. Together they prove the placement to be optimal.
 */
export class Placement {
  /** By ticket; `nobody` for those left open and those not yet placed. */
  readonly engineerOf: Int32Array
  /** What a slot of an engineer costs the ticket that takes it; one more slot would add at most this to the total. */
  readonly slotPrices: Float64Array
  readonly #pairs: EligiblePairs
  readonly #openGains: Float64Array
  readonly #freeSlots: Int32Array
  /** What each placed ticket gains where it is. */
  readonly #gainOf: Float64Array
  // The tickets of an engineer, as a doubly linked list.
  readonly #firstTicketOf: Int32Array
  readonly #nextTicket: Int32Array
  readonly #previousTicket: Int32Array

  // The search of one path. `#searchOf` says for which ticket an engineer was last visited, so that nothing needs clearing.
  readonly #queue: LowestFirst
  readonly #searchOf: Int32Array
  readonly #visited: Int32Array
  /** By which pair, and so from which ticket, the shortest path known reaches an engineer. */
  readonly #pairTo: Int32Array
  readonly #ticketTo: Int32Array
  #endDistance = Infinity
  #endEngineer = nobody
  #endTicket = nobody

  constructor(pairs: EligiblePairs, engineerSlots: Int32Array, openGains: Float64Array) {
    const tickets = openGains.length
    const engineers = engineerSlots.length
    this.#pairs = pairs
    this.#openGains = openGains
    this.#freeSlots = engineerSlots.slice()
    this.engineerOf = new Int32Array(tickets).fill(nobody)
    this.slotPrices = new Float64Array(engineers)
    this.#gainOf = new Float64Array(tickets)
    this.#firstTicketOf = new Int32Array(engineers).fill(nobody)
    this.#nextTicket = new Int32Array(tickets).fill(nobody)
    this.#previousTicket = new Int32Array(tickets).fill(nobody)
    this.#queue = new LowestFirst(engineers)
    this.#searchOf = new Int32Array(engineers).fill(nobody)
    this.#visited = new Int32Array(engineers)
    this.#pairTo = new Int32Array(engineers)
    this.#ticketTo = new Int32Array(engineers)
  }

  /** What a placed ticket gains, minus the price of the slot that it has. */
  profitOf(ticket: number): number {
    const engineer = this.engineerOf[ticket] as number
    if (engineer === nobody) return this.#openGains[ticket] as number
    return (this.#gainOf[ticket] as number) - (this.slotPrices[engineer] as number)
  }

  totalGain(): number {
    let total = 0
    for (const [ticket, engineer] of this.engineerOf.entries())
      total += (engineer === nobody ? this.#openGains : this.#gainOf)[ticket] as number
    return total
  }

  /** Each ticket once. */
  place(ticket: number): void {
    const queue = this.#queue
    queue.clear()
    this.#endDistance = Infinity
    let visited = 0
    this.#look(ticket, ticket, 0, 0)
    for (let engineer = queue.peek(); engineer !== nobody; engineer = queue.peek()) {
      const distance = queue.costs[engineer] as number
      // On a tie the path that is already known wins: it moves fewer tickets.
      if (distance >= this.#endDistance) break
      queue.dropFirst()
      this.#searchOf[engineer] = ticket
      this.#visited[visited] = engineer
      visited += 1
      const price = this.slotPrices[engineer] as number
      for (
        let held = this.#firstTicketOf[engineer] as number;
        held !== nobody;
        held = this.#nextTicket[held] as number
      )
        this.#look(held, ticket, distance, (this.#gainOf[held] as number) - price)
    }
    for (let index = 0; index < visited; index += 1) {
      const engineer = this.#visited[index] as number
      const raise = this.#endDistance - (queue.costs[engineer] as number)
      // By rounding the end may come out a hair nearer than the way to it.
      if (raise > 0) this.slotPrices[engineer] = (this.slotPrices[engineer] as number) + raise
    }
    this.#moveAlongPath(ticket)
  }

  /**
   * Where could `ticket` go, were it pushed out of where it is? `distance` is what the path to it has cost, `profit` what it
   * has now; a step costs what the ticket loses by it.
   */
  #look(ticket: number, search: number, distance: number, profit: number): void {
    const { starts, engineers, gains } = this.#pairs
    const base = distance + profit
    const toOpen = base - (this.#openGains[ticket] as number)
    if (toOpen < this.#endDistance) this.#setEnd(toOpen, nobody, ticket)
    const end = starts[ticket + 1] as number
    for (let pair = starts[ticket] as number; pair < end; pair += 1) {
      const engineer = engineers[pair] as number
      const there = base - (gains[pair] as number) + (this.slotPrices[engineer] as number)
      if (there >= this.#endDistance || this.#searchOf[engineer] === search) continue
      if ((this.#freeSlots[engineer] as number) > 0) this.#setEnd(there, engineer, ticket)
      else if (!this.#queue.offer(engineer, there)) continue
      this.#pairTo[engineer] = pair
      this.#ticketTo[engineer] = ticket
    }
  }

  #setEnd(distance: number, engineer: number, ticket: number): void {
    this.#endDistance = distance
    this.#endEngineer = engineer
    this.#endTicket = ticket
  }

  /** From the end back to the ticket for which the path was sought: each ticket takes the place that the one before it left. */
  #moveAlongPath(placed: number): void {
    let to = this.#endEngineer
    let ticket = this.#endTicket
    if (to !== nobody) this.#freeSlots[to] = (this.#freeSlots[to] as number) - 1
    for (;;) {
      const from = this.engineerOf[ticket] as number
      if (from !== nobody) this.#takeFrom(from, ticket)
      if (to !== nobody) this.#giveTo(to, ticket)
      this.engineerOf[ticket] = to
      if (ticket === placed) return
      to = from
      ticket = this.#ticketTo[from] as number
    }
  }

  #giveTo(engineer: number, ticket: number): void {
    const next = this.#firstTicketOf[engineer] as number
    this.#firstTicketOf[engineer] = ticket
    this.#previousTicket[ticket] = nobody
    this.#nextTicket[ticket] = next
    if (next !== nobody) this.#previousTicket[next] = ticket
    this.#gainOf[ticket] = this.#pairs.gains[this.#pairTo[engineer] as number] as number
  }

  #takeFrom(engineer: number, ticket: number): void {
    const previous = this.#previousTicket[ticket] as number
    const next = this.#nextTicket[ticket] as number
    if (previous === nobody) this.#firstTicketOf[engineer] = next
    else this.#nextTicket[previous] = next
    if (next !== nobody) this.#previousTicket[next] = previous
  }
}
