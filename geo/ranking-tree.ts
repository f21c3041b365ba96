import type { LngLat } from './coordinate.ts'
import { cosOfLat, leastMetersApart } from './distance.ts'
import { grown, type RankingThings } from './ranking-things.ts'

/** Where one measures from, with what every measurement needs of it. */
export type Origin = LngLat & { cosLat: number }

export const root = 0
/** No such cell: the parent of the root, the children of a leaf. */
export const none = -1
export const childCount = 4
/** Measured in a metropolis and in a country of 100,000: 32 and 64 are alike, 16 is a quarter slower. */
const leafCapacity = 32
/** Cells of about 40 m. Below that a crowd at one spot would be divided in vain. */
const deepest = 20
const halfWidths = Float64Array.from({ length: deepest + 1 }, (_, depth) => 180 / 2 ** depth)
const halfHeights = halfWidths.map((halfWidth) => halfWidth / 2)

/**
 * A quadtree over longitude and latitude. A cell is a leaf with things, or has four children in a row. Its bounds hold for all
 * that is below it; those of a parent are exactly the widest of its children's. Cells are numbers and their facts columns, for
 * the same reason as in `RankingThings`.
 */
export class RankingTree {
  readonly #things: RankingThings
  #lng = new Float64Array(childCount)
  #lat = new Float64Array(childCount)
  /** The smaller cosine of the latitudes of its two edges, and so the smallest inside. */
  #cosLat = new Float64Array(childCount)
  #depths = new Int32Array(childCount)
  #parents = new Int32Array(childCount)
  #firstChildren = new Int32Array(childCount)
  #highestRests = new Float64Array(childCount)
  #anyMasks = new Int32Array(childCount)
  /** Of a leaf: how many of its things left or became less since its bounds were last taken afresh. */
  #lessened = new Int32Array(childCount)
  /** Of a leaf: what is in it. */
  readonly #slots: number[][] = []
  #size = 0
  /** First children of cells that are leaves again. */
  readonly #vacant: number[] = []

  constructor(things: RankingThings) {
    this.#things = things
    this.#create(root, none, 0, 0, 0)
    this.#size = childCount
  }

  firstChild(cell: number): number {
    return this.#firstChildren[cell] as number
  }

  /** No thing below the cell has a higher rest. */
  highestRest(cell: number): number {
    return this.#highestRests[cell] as number
  }

  /** Every bit that some thing below the cell has. */
  anyMask(cell: number): number {
    return this.#anyMasks[cell] as number
  }

  slotsOf(leaf: number): readonly number[] {
    return this.#slots[leaf] as number[]
  }

  /** Never more than the distance to anything in the cell. A thing on an edge may be in either of the two cells. */
  leastMeters(cell: number, { lng, lat, cosLat }: Origin): number {
    const depth = this.#depths[cell] as number
    const turnLng = Math.abs((this.#lng[cell] as number) - lng)
    const gapLng = Math.min(turnLng, 360 - turnLng) - (halfWidths[depth] as number)
    const gapLat = Math.abs((this.#lat[cell] as number) - lat) - (halfHeights[depth] as number)
    return leastMetersApart(Math.max(0, gapLat), Math.max(0, gapLng), cosLat, this.#cosLat[cell] as number)
  }

  /** Puts the slot, whose place is known, into its leaf at or below `top`, which has that place. */
  add(slot: number, top = root): void {
    let cell = top
    while (this.firstChild(cell) !== none) cell = this.#childAt(cell, slot)
    this.#append(cell, slot)
    this.#widen(cell, slot)
    if (this.slotsOf(cell).length > leafCapacity) this.#split(cell)
  }

  /** Takes the slot out. Answers the leaf that has what it left behind. */
  take(slot: number): number {
    const { leaves, ranks } = this.#things
    const slots = this.#slots[leaves[slot] as number] as number[]
    const last = slots.pop()
    if (last !== undefined && last !== slot) {
      slots[ranks[slot] as number] = last
      ranks[last] = ranks[slot] as number
    }
    const leaf = this.#joinSparse(leaves[slot] as number)
    this.#narrow(leaf)
    return leaf
  }

  /** The slot has got another place. */
  replace(slot: number): void {
    if (this.#contains(this.#things.leaves[slot] as number, slot)) return
    let cell = this.take(slot)
    while (cell !== root && !this.#contains(cell, slot)) cell = this.#parents[cell] as number
    this.add(slot, cell)
  }

  /** The slot counts for another rest or has other bits; `isLess` when bounds may be wider now than they need to be. */
  reassess(slot: number, isLess: boolean): void {
    const leaf = this.#things.leaves[slot] as number
    this.#widen(leaf, slot)
    if (isLess) this.#narrow(leaf)
  }

  #create(cell: number, parent: number, depth: number, lng: number, lat: number): void {
    const halfHeight = halfHeights[depth] as number
    this.#lng[cell] = lng
    this.#lat[cell] = lat
    this.#cosLat[cell] = Math.min(cosOfLat(lat - halfHeight), cosOfLat(lat + halfHeight))
    this.#depths[cell] = depth
    this.#parents[cell] = parent
    this.#firstChildren[cell] = none
    this.#highestRests[cell] = -Infinity
    this.#anyMasks[cell] = 0
    this.#lessened[cell] = 0
    this.#slots[cell] = []
  }

  #contains(cell: number, slot: number): boolean {
    const { lng, lat } = this.#things
    const depth = this.#depths[cell] as number
    return (
      Math.abs((lng[slot] as number) - (this.#lng[cell] as number)) <= (halfWidths[depth] as number) &&
      Math.abs((lat[slot] as number) - (this.#lat[cell] as number)) <= (halfHeights[depth] as number)
    )
  }

  #childAt(cell: number, slot: number): number {
    const { lng, lat } = this.#things
    const isEast = (lng[slot] as number) >= (this.#lng[cell] as number)
    const isNorth = (lat[slot] as number) >= (this.#lat[cell] as number)
    return this.firstChild(cell) + (isEast ? 1 : 0) + (isNorth ? 2 : 0)
  }

  #append(leaf: number, slot: number): void {
    const slots = this.#slots[leaf] as number[]
    this.#things.leaves[slot] = leaf
    this.#things.ranks[slot] = slots.length
    slots.push(slot)
  }

  #split(leaf: number): void {
    const depth = (this.#depths[leaf] as number) + 1
    if (depth > deepest) return
    const first = this.#roomForChildren()
    const offLng = halfWidths[depth] as number
    const offLat = halfHeights[depth] as number
    const lng = this.#lng[leaf] as number
    const lat = this.#lat[leaf] as number
    this.#create(first, leaf, depth, lng - offLng, lat - offLat)
    this.#create(first + 1, leaf, depth, lng + offLng, lat - offLat)
    this.#create(first + 2, leaf, depth, lng - offLng, lat + offLat)
    this.#create(first + 3, leaf, depth, lng + offLng, lat + offLat)
    const slots = this.slotsOf(leaf)
    this.#slots[leaf] = []
    this.#firstChildren[leaf] = first
    for (const slot of slots) this.#append(this.#childAt(leaf, slot), slot)
    for (let child = first; child < first + childCount; child += 1) {
      this.#takeBoundsOfThings(child)
      if (this.slotsOf(child).length > leafCapacity) this.#split(child)
    }
    this.#takeBoundsOfChildren(leaf)
  }

  #roomForChildren(): number {
    const vacant = this.#vacant.pop()
    if (vacant !== undefined) return vacant
    const first = this.#size
    this.#size += childCount
    if (this.#size > this.#parents.length) this.#grow(2 * this.#size)
    return first
  }

  #grow(size: number): void {
    this.#lng = grown(this.#lng, size)
    this.#lat = grown(this.#lat, size)
    this.#cosLat = grown(this.#cosLat, size)
    this.#depths = grown(this.#depths, size)
    this.#parents = grown(this.#parents, size)
    this.#firstChildren = grown(this.#firstChildren, size)
    this.#highestRests = grown(this.#highestRests, size)
    this.#anyMasks = grown(this.#anyMasks, size)
    this.#lessened = grown(this.#lessened, size)
  }

  /**
   * Four leaves that together are not even half full become one again, so that a fleet on the road leaves no trail of empty
   * cells. Answers the leaf that has the things now.
   */
  #joinSparse(leaf: number): number {
    let cell = leaf
    while (cell !== root) {
      const parent = this.#parents[cell] as number
      const first = this.firstChild(parent)
      let count = 0
      for (let child = first; child < first + childCount; child += 1)
        count += this.firstChild(child) === none ? this.slotsOf(child).length : Infinity
      if (count > leafCapacity / 2) break
      this.#firstChildren[parent] = none
      this.#vacant.push(first)
      for (let child = first; child < first + childCount; child += 1) {
        for (const slot of this.slotsOf(child)) this.#append(parent, slot)
        this.#slots[child] = []
      }
      cell = parent
    }
    return cell
  }

  /** Stops at a cell whose bounds allow for the thing already: those above it do as well. */
  #widen(leaf: number, slot: number): void {
    const rest = this.#things.rests[slot] as number
    const mask = this.#things.masks[slot] as number
    for (let cell = leaf; cell !== none; cell = this.#parents[cell] as number) {
      if (rest <= this.highestRest(cell) && (mask & ~this.anyMask(cell)) === 0) return
      this.#highestRests[cell] = Math.max(rest, this.highestRest(cell))
      this.#anyMasks[cell] = mask | this.anyMask(cell)
    }
  }

  /**
   * Something in the leaf became less, or left it. A leaf of the usual size takes its bounds afresh each time; a crowd at one
   * spot only when a share of it has changed, so that no change costs more than another. Until then the bounds are wider than
   * need be, which is never wrong.
   */
  #narrow(leaf: number): void {
    const lessened = (this.#lessened[leaf] as number) + 1
    const isDue = lessened * leafCapacity >= this.slotsOf(leaf).length
    this.#lessened[leaf] = isDue ? 0 : lessened
    if (!isDue || !this.#takeBoundsOfThings(leaf)) return
    let cell = this.#parents[leaf] as number
    while (cell !== none && this.#takeBoundsOfChildren(cell)) cell = this.#parents[cell] as number
  }

  #takeBoundsOfThings(leaf: number): boolean {
    const { rests, masks } = this.#things
    let highestRest = -Infinity
    let anyMask = 0
    for (const slot of this.slotsOf(leaf)) {
      highestRest = Math.max(highestRest, rests[slot] as number)
      anyMask |= masks[slot] as number
    }
    return this.#setBounds(leaf, highestRest, anyMask)
  }

  #takeBoundsOfChildren(cell: number): boolean {
    const first = this.firstChild(cell)
    let highestRest = -Infinity
    let anyMask = 0
    for (let child = first; child < first + childCount; child += 1) {
      highestRest = Math.max(highestRest, this.highestRest(child))
      anyMask |= this.anyMask(child)
    }
    return this.#setBounds(cell, highestRest, anyMask)
  }

  /** Answers whether they were others. */
  #setBounds(cell: number, highestRest: number, anyMask: number): boolean {
    if (this.highestRest(cell) === highestRest && this.anyMask(cell) === anyMask) return false
    this.#highestRests[cell] = highestRest
    this.#anyMasks[cell] = anyMask
    return true
  }
}
