import type { Stage } from '#domain/stage.ts'

/** Where a card is drawn, in CSS pixels of the window. */
export type CardPlace = { stage: Stage; left: number; top: number }

export type CardFlight = {
  ticketId: string
  /** Up and down within its column, or across the board. */
  kind: 'shift' | 'across'
  /** From where it comes, seen from where it is now. */
  dx: number
  dy: number
}

/** A new order or another filter moves everything: that is a new picture, and no movement in it. */
const MOST_FLIGHTS = 60

/**
 * Which cards have moved between two drawings of the board, and from where.
 *
 * @param fromHand where the cards that I have just let go of were in the air
 * @param underPointer never moves
 */
export function planFlights(
  before: ReadonlyMap<string, CardPlace>,
  after: ReadonlyMap<string, CardPlace>,
  fromHand: { ticketIds: readonly string[]; left: number; top: number } | null,
  underPointer: string | null,
): CardFlight[] {
  const flights: CardFlight[] = []
  for (const [ticketId, to] of after) {
    const drawn = before.get(ticketId)
    const moved = drawn?.stage !== to.stage
    const from = moved && fromHand?.ticketIds.includes(ticketId) ? fromHand : drawn
    // Who was not on the screen comes from nowhere; what the pointer is on stays there.
    if (!from || ticketId === underPointer) continue
    const [dx, dy] = [from.left - to.left, from.top - to.top]
    if (Math.abs(dx) < 1 && Math.abs(dy) < 1) continue
    flights.push({ ticketId, kind: moved ? 'across' : 'shift', dx, dy })
  }
  return flights.length > MOST_FLIGHTS ? [] : flights
}
