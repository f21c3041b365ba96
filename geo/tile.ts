import type { Bounds, LngLat } from './coordinate.ts'

/**
 * Web-mercator tiles of one fixed zoom as cells: what a viewer looks at is a handful of them, and a position inside
 * one fits two 16-bit numbers. At zoom 14 a cell is 2.1 km wide in Shanghai and the quantum 3 cm:
 * a view of 10 km has about thirty cells, and little beyond its edge is sent.
 */
type Tile = { x: number; y: number }

/** A position inside a tile, from its north-west corner, in 65,536ths of the tile. */
type TileOffset = { u: number; v: number }

const TILES_PER_AXIS = 2 ** 14
const QUANTA = 2 ** 16
/** Where the square web-mercator world ends: atan(sinh(π)) in degrees. Beyond it places count as on the edge. */
const MAX_LATITUDE = 85.051_128_779_806_59

export function tileOf(point: LngLat): Tile {
  return { x: clampIndex(worldX(point.lng)), y: clampIndex(worldY(point.lat)) }
}

/** One integer per tile (28 bits), row by row from the north-west. */
export function tileKey({ x, y }: Tile): number {
  return y * TILES_PER_AXIS + x
}

export function tileFromKey(key: number): Tile {
  return { x: key % TILES_PER_AXIS, y: Math.floor(key / TILES_PER_AXIS) }
}

export function boundsOfTile({ x, y }: Tile): Bounds {
  return { west: lngOf(x), east: lngOf(x + 1), north: latOf(y), south: latOf(y + 1) }
}

/** How many tiles `tilesInBounds` would list. The whole world has 268,435,456: ask before listing what a client sent. */
export function countTilesInBounds(bounds: Bounds): number {
  const { columns, rows } = gridOf(bounds)
  return columns * rows
}

/** Keys of all tiles that touch the bounds, each once. */
export function tilesInBounds(bounds: Bounds): number[] {
  const { firstX, columns, firstY, rows } = gridOf(bounds)
  const keys: number[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      keys.push(tileKey({ x: (firstX + column) % TILES_PER_AXIS, y: firstY + row }))
  return keys
}

/** `tile` must be the tile of the point; a point of another tile is moved to the nearest edge of this one. */
export function quantiseInTile(point: LngLat, tile: Tile): TileOffset {
  return { u: clampQuantum(worldX(point.lng) - tile.x), v: clampQuantum(worldY(point.lat) - tile.y) }
}

/** The middle of the quantum, so that the error is half a quantum at most and the point stays inside its tile. */
export function dequantiseInTile({ u, v }: TileOffset, tile: Tile): LngLat {
  return { lng: lngOf(tile.x + (u + 0.5) / QUANTA), lat: latOf(tile.y + (v + 0.5) / QUANTA) }
}

/** Columns are counted eastward from the west edge and may run past the antimeridian; hence the modulo above. */
function gridOf({ west, south, east, north }: Bounds) {
  // A map that was panned around the world answers -190 or 560; only the width and the wrapped start matter.
  const widthDegrees = east >= west ? east - west : ((east - west) % 360) + 360
  const firstWorldX = worldX(wrapLng(west))
  const firstX = clampIndex(firstWorldX)
  const lastX = Math.floor(firstWorldX + (widthDegrees / 360) * TILES_PER_AXIS)
  const firstY = clampIndex(worldY(north))
  const lastY = clampIndex(worldY(south))
  return {
    firstX,
    columns: Math.min(TILES_PER_AXIS, lastX - firstX + 1),
    firstY,
    rows: Math.max(0, lastY - firstY + 1),
  }
}

function worldX(lng: number): number {
  return ((lng + 180) / 360) * TILES_PER_AXIS
}

/** Spherical mercator: y = (1 − asinh(tan φ) / π) / 2, north at 0. */
function worldY(lat: number): number {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat))
  return ((1 - Math.asinh(Math.tan((clamped * Math.PI) / 180)) / Math.PI) / 2) * TILES_PER_AXIS
}

function lngOf(x: number): number {
  return (x / TILES_PER_AXIS) * 360 - 180
}

function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / TILES_PER_AXIS))) * 180) / Math.PI
}

/** What is in range stays exactly: `tileOf` counts 180 to the last tile, and the sum below could round up to 360. */
function wrapLng(lng: number): number {
  return Math.abs(lng) <= 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180
}

/** Longitude 180 and the southern edge belong to the last tile, not to one beyond it. */
function clampIndex(world: number): number {
  return Math.max(0, Math.min(TILES_PER_AXIS - 1, Math.floor(world)))
}

function clampQuantum(fraction: number): number {
  return Math.max(0, Math.min(QUANTA - 1, Math.floor(fraction * QUANTA)))
}
