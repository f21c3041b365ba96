import type { LngLat } from '#geo/coordinate.ts'
import { dequantiseInTile, quantiseInTile, tileFromKey, tileKey, tileOf } from '#geo/tile.ts'

/**
 * Positions on the wire. A frame names a block of tiles and lists groups of engineers in it, then perhaps another block; a group
 * is up to 15 engineers of one tile:
 *
 *   block  = u16 zero · u8 number of the block
 *   group  = u4 count · u10 x · u10 y of the tile in its block · count × record · zeros up to a multiple of three bytes
 *   record = LEB128 ref (1 to 5 bytes) · u12 u · u12 v · u7 heading · u1 whether an age follows · u8 age
 *
 * Everything is absolute, so that a frame may be lost, repeated or late. The base64 of a block's name and of a group stand
 * alone (hence the zeros): the server prepares a group once per tick, and each client's frame is a concatenation of strings.
 * Text, because a text event is one WebSocket frame and a binary event two. Another layout is another `contractVersion`.
 */
export type PlacedEngineer = {
  /** `Engineer.ref`. */
  ref: number
  place: LngLat
  headingDegrees: number | null
  ageSeconds: number
}

const mostInGroup = 15
/** 4,096ths of a tile of zoom 14 are 0.6 m at the equator: finer than any phone's fix. */
const droppedBits = 4
const noHeading = 127
/** A report is on its way for a second or two: who is younger counts as now, and most records need no age. */
const freshSeconds = 3
/** A block is 1,024 tiles wide, about 2,000 km: few boards need two. */
const bitsInBlock = 10

/** The tile in which a place is sent. */
export const frameTileOf = (place: LngLat): number => tileKey(tileOf(place))

/** The block of tiles that must be named before a tile's group. */
export function frameBlockOf(tile: number): number {
  const { x, y } = tileFromKey(tile)
  return ((y >>> bitsInBlock) << 4) | (x >>> bitsInBlock)
}

export const encodeBlock = (block: number): Uint8Array => Uint8Array.of(0, 0, block)

/** The bytes of one tile's engineers, a multiple of three. All of them must be in the tile. */
export function encodeGroup(tile: number, engineers: readonly PlacedEngineer[]): Uint8Array {
  const bytes: number[] = []
  const { x, y } = tileFromKey(tile)
  const inBlock = ((x % (1 << bitsInBlock)) << bitsInBlock) | (y % (1 << bitsInBlock))
  for (let from = 0; from < engineers.length; from += mostInGroup) {
    const group = engineers.slice(from, from + mostInGroup)
    bytes.push((group.length << 4) | (inBlock >>> 16), (inBlock >>> 8) & 255, inBlock & 255)
    for (const engineer of group) pushRecord(bytes, tile, engineer)
    while (bytes.length % 3 !== 0) bytes.push(0)
  }
  return Uint8Array.from(bytes)
}

function pushRecord(
  bytes: number[],
  tile: number,
  { ref, place, headingDegrees, ageSeconds }: PlacedEngineer,
) {
  let rest = ref
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  const offset = quantiseInTile(place, tileFromKey(tile))
  const u = offset.u >>> droppedBits
  const v = offset.v >>> droppedBits
  const heading = headingDegrees === null ? noHeading : encodeHeading(headingDegrees)
  const isFresh = ageSeconds < freshSeconds
  bytes.push(rest, u >>> 4, ((u & 15) << 4) | (v >>> 8), v & 255, (heading << 1) | (isFresh ? 0 : 1))
  if (!isFresh) bytes.push(encodeAge(ageSeconds))
}

/** @throws RangeError when the bytes end in the middle of a record. */
export function decodeFrame(frame: Uint8Array): PlacedEngineer[] {
  const engineers: PlacedEngineer[] = []
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  let at = 0
  let block = 0
  while (at < frame.length) {
    const head = (view.getUint8(at) << 16) | view.getUint16(at + 1)
    at += 3
    const count = head >>> 20
    if (count === 0) {
      block = head
      continue
    }
    const tile = {
      x: ((block & 15) << bitsInBlock) + ((head >>> bitsInBlock) & 1_023),
      y: ((block >>> 4) << bitsInBlock) + (head & 1_023),
    }
    for (let index = 0; index < count; index += 1) {
      let ref = 0
      let weight = 1
      for (;;) {
        const byte = view.getUint8(at++)
        ref += (byte & 127) * weight
        if (byte < 128) break
        weight *= 128
      }
      const middle = view.getUint8(at + 1)
      const u = (view.getUint8(at) << 4) | (middle >>> 4)
      const v = ((middle & 15) << 8) | view.getUint8(at + 2)
      const headingAndFlag = view.getUint8(at + 3)
      const heading = headingAndFlag >>> 1
      const hasAge = (headingAndFlag & 1) === 1
      engineers.push({
        ref,
        place: dequantiseInTile({ u: widen(u), v: widen(v) }, tile),
        headingDegrees: heading === noHeading ? null : (heading * 360) / noHeading,
        ageSeconds: hasAge ? decodeAge(view.getUint8(at + 4)) : 0,
      })
      at += hasAge ? 5 : 4
    }
    at = Math.ceil(at / 3) * 3
  }
  return engineers
}

/** The middle of the dropped quanta. */
const widen = (offset: number): number => (offset << droppedBits) + (1 << (droppedBits - 1))

const encodeHeading = (degrees: number): number =>
  Math.round(((((degrees % 360) + 360) % 360) / 360) * noHeading) % noHeading

/**
 * Age in one byte: 0 to 119 s by seconds, then by minutes up to two hours, then by hours up to 18; 255 is older still.
 * Rounded down at every step.
 */
export function encodeAge(seconds: number): number {
  if (seconds < 120) return Math.max(0, Math.floor(seconds))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return 118 + minutes
  return Math.min(255, 236 + Math.floor(minutes / 60))
}

export function decodeAge(code: number): number {
  if (code < 120) return code
  if (code < 238) return (code - 118) * 60
  return (code - 236) * 3_600
}
