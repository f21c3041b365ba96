/** How travel goes over distances from `fromMeters` on, measured straight; the next band says where it ends. */
export type TravelBand = {
  fromMeters: number
  /** The distance at which the band's figures hold; in between they pass over into the neighbour's. */
  middleMeters: number
  /** Metres of road per straight metre. */
  circuity: number
  /** On the road, stops at lights included. */
  kmPerHour: number
}

/** How fast one gets about in a region. `bands` go from near to far. */
export type TravelBands = {
  bands: readonly TravelBand[]
  /** Finding a place for the car and walking to the door, whatever the distance. */
  parkingSeconds: number
}

/**
 * Where nothing has been measured yet. The detour falls with the distance: the fastest way on the road graphs of two
 * towns, a metropolis and two mountain states was 1.4 to 1.7 times the straight line below 5 km and 1.3 to 1.4 times
 * beyond. The speeds are those of a city by day.
 */
export const defaultTravelBands: TravelBands = {
  bands: [
    { fromMeters: 0, middleMeters: 1_000, circuity: 1.5, kmPerHour: 22 },
    { fromMeters: 2_000, middleMeters: 3_200, circuity: 1.45, kmPerHour: 30 },
    { fromMeters: 5_000, middleMeters: 7_000, circuity: 1.35, kmPerHour: 36 },
    { fromMeters: 10_000, middleMeters: 16_000, circuity: 1.3, kmPerHour: 42 },
  ],
  parkingSeconds: 180,
}

/**
 * Seconds from door to door over a straight distance: parking, plus the drive. At the middle of a band the drive takes
 * `meters · circuity / speed`; between two middles it is interpolated, beyond the last one that band's pace goes on.
 *
 * Never falls with distance, whatever the bands say. With one pace per band, 5.1 km would take three minutes less than
 * 4.9 km, and a search that stops at a distance would miss engineers.
 */
export function estimateTravelSeconds(meters: number, { bands, parkingSeconds }: TravelBands): number {
  let fromMeters = 0
  let fromSeconds = 0
  let pace = 0
  for (const band of bands) {
    pace = secondsPerMeter(band)
    const seconds = Math.max(fromSeconds, band.middleMeters * pace)
    if (meters <= band.middleMeters) {
      const share = (meters - fromMeters) / (band.middleMeters - fromMeters)
      return parkingSeconds + fromSeconds + share * (seconds - fromSeconds)
    }
    fromMeters = band.middleMeters
    fromSeconds = seconds
  }
  return parkingSeconds + fromSeconds + (meters - fromMeters) * pace
}

/** Seconds of driving per straight metre. */
export const secondsPerMeter = ({
  circuity,
  kmPerHour,
}: Pick<TravelBand, 'circuity' | 'kmPerHour'>): number => (circuity * 3.6) / kmPerHour
