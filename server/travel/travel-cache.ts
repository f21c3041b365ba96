import { hours, minutes, type Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { TravelProfile } from './travel-provider.ts'

/** What an engine has said of one pair; null seconds: there is no way. */
export type KnownTravel = { seconds: number | null; meters: number | null }

export type TravelCache = {
  find: (key: string, now: Instant) => KnownTravel | undefined
  keep: (key: string, travel: KnownTravel, now: Instant) => void
  size: () => number
}

/** Traffic of half an hour ago is no news, but no lie either. */
const keepMs = minutes(30)

/** About 20 MB when full. */
const mostEntries = 100_000

/** Keeps answers for half an hour; when it is full, the one not asked for the longest goes. */
export function createTravelCache(limit = mostEntries): TravelCache {
  // A Map remembers the order in which its keys were set, so the first is the one to go.
  const entries = new Map<string, KnownTravel & { until: Instant }>()
  return {
    find(key, now) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      if (entry.until <= now) return undefined
      entries.set(key, entry)
      return entry
    },
    keep(key, travel, now) {
      entries.delete(key)
      entries.set(key, { ...travel, until: now + keepMs })
      if (entries.size > limit) entries.delete(entries.keys().next().value ?? '')
    },
    size: () => entries.size,
  }
}

/** A thousandth of a degree: 111 m to the north, 95 m to the east in Shanghai. Who stands at one door stands in one cell. */
const cellsPerDegree = 1_000

const cellOf = ({ lng, lat }: LngLat): string =>
  `${Math.round(lng * cellsPerDegree)},${Math.round(lat * cellsPerDegree)}`

/** Trips from cell to cell in the same hour are taken for the same. */
export const travelKey = (from: LngLat, to: LngLat, profile: TravelProfile, departAt: Instant): string =>
  `${cellOf(from)};${cellOf(to)};${profile};${Math.floor(departAt / hours(1))}`
