/** A number from 0 (included) to 1 (not included), like Math.random. */
export type Random = () => number

/**
 * The same seed gives the same numbers on every machine, so that the demo city is the same city everywhere.
 * Formula: mulberry32 by Tommy Ettinger (public domain), period 2^32.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number, both ends included. */
export const pickInteger = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))

/** @throws on an empty list. */
export function pickOne<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** A UUID of version 4 whose bits come from `random`. */
export function pickUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, (_, index) => {
    if (index === 12) return '4'
    if (index === 16) return '89ab'.charAt(pickInteger(random, 0, 3))
    return pickInteger(random, 0, 15).toString(16)
  }).join('')
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-')
}
