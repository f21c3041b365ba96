import { seededRandom } from '#db/seed/seeded-random.ts'
import type { Bounds, LngLat } from '#geo/coordinate.ts'

/** Both servers and the viewers work on the same city: same seed, same engineers, same views. */
export const engineerCount = 2_000
export const viewerCount = 500
export const tickMs = 200
/** Every engineer reports once in this time, evenly spread over it. */
const reportEveryMs = 1_000
export const ticksPerCycle = reportEveryMs / tickMs

const areaKm = 40
const viewKm = 10
const kmPerDegreeLat = 111.32
const centre = { lng: 121.47, lat: 31.23 }
const kmPerDegreeLng = kmPerDegreeLat * Math.cos((centre.lat * Math.PI) / 180)

const placeAt = (eastKm: number, northKm: number): LngLat => ({
  lng: centre.lng + eastKm / kmPerDegreeLng,
  lat: centre.lat + northKm / kmPerDegreeLat,
})

export function createEngineers(): LngLat[] {
  const random = seededRandom(engineerCount)
  return Array.from({ length: engineerCount }, () =>
    placeAt((random() - 0.5) * areaKm, (random() - 0.5) * areaKm),
  )
}

/** What each viewer's map shows: a window of 10 × 10 km, its middle anywhere but at the very edge. */
export function createViews(): Bounds[] {
  const random = seededRandom(viewerCount)
  const reach = areaKm * 0.9
  return Array.from({ length: viewerCount }, () => {
    const east = (random() - 0.5) * reach
    const north = (random() - 0.5) * reach
    const { lng: west, lat: south } = placeAt(east - viewKm / 2, north - viewKm / 2)
    const { lng: eastEdge, lat: northEdge } = placeAt(east + viewKm / 2, north + viewKm / 2)
    return { west, south, east: eastEdge, north: northEdge }
  })
}

/** Nobody reports all at once: a few engineers every few milliseconds, caught up when the timer was late. */
const sliceMs = 10
const stepDegrees = 0.0001

export type Feed = { start: () => void; stop: () => void; reports: () => number }

/** Lets the engineers wander about 10 m a second, and hands each report on. */
export function createFeed(report: (index: number, place: LngLat) => void): Feed {
  const random = seededRandom(engineerCount + 1)
  const places = createEngineers()
  let reports = 0
  let startedAt = 0
  let timer: NodeJS.Timeout | undefined
  const step = () => {
    const due = Math.floor(((performance.now() - startedAt) / reportEveryMs) * engineerCount)
    for (; reports < due; reports += 1) {
      const index = reports % engineerCount
      const place = places[index] ?? centre
      const moved = {
        lng: place.lng + (random() - 0.5) * 2 * stepDegrees,
        lat: place.lat + (random() - 0.5) * 2 * stepDegrees,
      }
      places[index] = moved
      report(index, moved)
    }
  }
  return {
    start: () => {
      reports = 0
      startedAt = performance.now()
      timer = setInterval(step, sliceMs)
    },
    stop: () => clearInterval(timer),
    reports: () => reports,
  }
}
