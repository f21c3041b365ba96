/** One value per round. */
export type Sample = readonly number[]

/** The value below which the fraction `at` of the sample lies; NaN for an empty one. */
export function percentile(sample: Sample, at: number): number {
  const sorted = Float64Array.from(sample).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN
}

export const median = (sample: Sample): number => percentile(sample, 0.5)

/** How far apart smallest and largest are, as a fraction of the median. */
export const spread = (sample: Sample): number => (Math.max(...sample) - Math.min(...sample)) / median(sample)

/** Three significant digits, all of them before the point. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
