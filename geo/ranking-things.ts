/** `leaves` of a slot that holds nothing, and of a thing without a place. */
export const nothing = -1
export const lost = -2

/**
 * What is known of the thing in each slot, one column per fact: a search looks at one or two facts of thousands of things, and
 * columns keep those side by side in memory.
 */
export class RankingThings {
  lng = new Float64Array(0)
  lat = new Float64Array(0)
  /** Upper bounds of everything in the scores that does not depend on distance. */
  rests = new Float64Array(0)
  masks = new Int32Array(0)
  /** The cell that holds the thing, or `nothing`, or `lost`. */
  leaves = new Int32Array(0)
  /** Which one it is in the list of that cell. */
  ranks = new Int32Array(0)

  get size(): number {
    return this.leaves.length
  }

  /** Makes room for the slot. */
  reserve(slot: number): void {
    if (slot < this.size) return
    const { size } = this
    const newSize = Math.max(2 * size, slot + 1, 64)
    this.lng = grown(this.lng, newSize)
    this.lat = grown(this.lat, newSize)
    this.rests = grown(this.rests, newSize)
    this.masks = grown(this.masks, newSize)
    this.leaves = grown(this.leaves, newSize).fill(nothing, size)
    this.ranks = grown(this.ranks, newSize)
  }
}

export function grown<Column extends Float64Array | Int32Array>(column: Column, size: number): Column {
  const larger = (column instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)) as Column
  larger.set(column)
  return larger
}
