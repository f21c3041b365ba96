import type { Logger } from 'pino'
import type { FinishedTrip } from '#db/trip.ts'
import { hours, type Instant } from '#domain/instant.ts'
import { calibrateBands } from '#geo/travel-calibration.ts'
import { defaultTravelBands, type TravelBands } from '#geo/travel-estimate.ts'

export type CalibratedBands = {
  /** How one gets about in a district; what its own trips do not say, those of its whole board do, else the defaults. */
  bandsOf: (boardId: string, district: string | null) => TravelBands
  /** Waits for a calibration under way. */
  close: () => Promise<void>
}

export type CalibratedBandsOptions = {
  findTrips: (since: Instant) => Promise<readonly FinishedTrip[]>
  now: () => Instant
  log: Pick<Logger, 'error'>
}

/** Roads and habits change with the season. */
const lookBackMs = 60 * hours(24)
const calibrateEveryMs = hours(1)

/** Travel bands that follow the finished trips: calibrated at once and then every hour. */
export function keepBandsCalibrated({ findTrips, now, log }: CalibratedBandsOptions): CalibratedBands {
  let regions: ReadonlyMap<string, TravelBands> = new Map()
  const calibrate = async () => {
    try {
      regions = calibrateRegions(await findTrips(now() - lookBackMs))
    } catch (error) {
      log.error({ err: error }, 'travel times could not be calibrated; the last ones stay')
    }
  }
  let running = calibrate()
  const timer = setInterval(() => {
    running = running.then(calibrate)
  }, calibrateEveryMs)
  return {
    bandsOf: (boardId, district) =>
      regions.get(regionKey(boardId, district)) ??
      regions.get(regionKey(boardId, null)) ??
      defaultTravelBands,
    close: () => {
      clearInterval(timer)
      return running
    },
  }
}

/** The bands of every board and every district with trips. A district starts from its board's, a board from the defaults. */
export function calibrateRegions(trips: readonly FinishedTrip[]): ReadonlyMap<string, TravelBands> {
  const regions = new Map<string, TravelBands>()
  for (const [boardId, ofBoard] of groupBy(trips, ({ boardId }) => boardId)) {
    const board = calibrateBands(ofBoard, defaultTravelBands)
    regions.set(regionKey(boardId, null), board)
    for (const [district, ofDistrict] of groupBy(ofBoard, ({ district }) => district))
      if (district !== null) regions.set(regionKey(boardId, district), calibrateBands(ofDistrict, board))
  }
  return regions
}

const regionKey = (boardId: string, district: string | null): string => `${boardId} ${district ?? ''}`

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
