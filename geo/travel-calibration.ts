import { secondsPerMeter, type TravelBand, type TravelBands } from './travel-estimate.ts'

/** A finished trip: straight-line metres from where it began to the door, and how long it took. */
export type TripSample = { meters: number; seconds: number }

/** Below this, the fix of a phone and the way through a car park say more than the road does. */
const shortestMeters = 300
/** Straight-line km/h. Slower: somebody forgot to say "arrived". Faster: said it late, or on another day. */
const slowestKmPerHour = 2
const fastestKmPerHour = 130
/** With fewer trips, one driver's habits are most of what a median says. */
const fewestTrips = 30

/**
 * The bands with the speeds that finished trips show. Per band the pace of a trip is
 * `(seconds − parkingSeconds) / meters`; impossible trips are left out, then those further from the median than three
 * scaled median absolute deviations; the median of the rest is the band's pace. A band with too few trips keeps its
 * figures. The length of the road is not recorded, so all of the difference is laid on the speed.
 *
 * A band is never made quicker than the nearer one before it: its speed is lowered until the time at its middle is not
 * below the other's, which is what `estimateTravelSeconds` would answer anyway.
 *
 * Rule for outliers: C. Leys et al., "Detecting outliers: Do not use standard deviation around the mean, use absolute
 * deviation around the median", Journal of Experimental Social Psychology 49 (2013), pp. 764–766.
 */
export function calibrateBands(trips: readonly TripSample[], given: TravelBands): TravelBands {
  let nearerSeconds = 0
  const bands = given.bands.map((band, index) => {
    const toMeters = given.bands[index + 1]?.fromMeters ?? Number.POSITIVE_INFINITY
    const paces = withoutOutliers(
      trips
        .filter(({ meters }) => meters >= band.fromMeters && meters < toMeters)
        .filter(isPossible)
        .map(({ meters, seconds }) => (seconds - given.parkingSeconds) / meters)
        .filter((pace) => pace > 0),
    )
    const pace = paces.length >= fewestTrips ? medianOfSorted(paces) : secondsPerMeter(band)
    nearerSeconds = Math.max(nearerSeconds, pace * band.middleMeters)
    return withPace(band, nearerSeconds / band.middleMeters)
  })
  return { ...given, bands }
}

const isPossible = ({ meters, seconds }: TripSample): boolean => {
  const kmPerHour = (meters / seconds) * 3.6
  return meters >= shortestMeters && kmPerHour >= slowestKmPerHour && kmPerHour <= fastestKmPerHour
}

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const normalScale = 1.4826

function withoutOutliers(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort()
  const middle = medianOfSorted(sorted)
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort()
  const most = 3 * normalScale * medianOfSorted(deviations)
  return sorted.filter((value) => Math.abs(value - middle) <= most)
}

/** NaN of nothing. */
function medianOfSorted(sorted: Float64Array): number {
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2
}

const withPace = (band: TravelBand, pace: number): TravelBand => ({
  ...band,
  kmPerHour: (band.circuity * 3.6) / pace,
})
