import type { Page } from 'playwright-core'
import type { LngLat } from '#geo/coordinate.ts'
import type { Point } from './board-page.ts'

/** As in the map: what is fitted stays so far from its edges. */
const fitMargin = 64
/** A pin's head is above the place that it marks. */
const pinHeadAbove = 17

export type FittedMap = { marker: (place: LngLat) => Point; pin: (place: LngLat) => Point }

/**
 * Presses "fit" with nothing selected, and says where on the screen a place then lies: all of these places are what the
 * map shows, in Web Mercator with north above.
 */
export async function fitMap(page: Page, fitLabel: string, places: readonly LngLat[]): Promise<FittedMap> {
  await page.getByRole('button', { name: fitLabel }).click()
  const frame = await page.locator('canvas.maplibregl-canvas').boundingBox()
  if (!frame) throw new Error('no map on the screen')
  const projected = places.map(toMercator)
  const xs = projected.map(({ x }) => x)
  const ys = projected.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = Math.min(
    (frame.width - 2 * fitMargin) / (right - left),
    (frame.height - 2 * fitMargin) / (bottom - top),
  )
  const marker = (place: LngLat): Point => {
    const { x, y } = toMercator(place)
    return {
      x: frame.x + frame.width / 2 + (x - (left + right) / 2) * scale,
      y: frame.y + frame.height / 2 + (y - (top + bottom) / 2) * scale,
    }
  }
  return {
    marker,
    pin: (place) => {
      const { x, y } = marker(place)
      return { x, y: y - pinHeadAbove }
    },
  }
}

const toMercator = ({ lng, lat }: LngLat) => ({
  x: lng / 360,
  y: -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
})
