import { median, round, spread, type Sample } from './statistics.ts'

/** One figure over all rounds, with the limit that it must keep, if there is one. */
export type Figure = { unit: string; median: number; min: number; max: number; rounds: number }
export type Ratio = Figure & { limit: string; holds: boolean }

export type BenchReport = {
  name: string
  results: Record<string, Figure>
  ratios: Record<string, Ratio>
  /** What the reader must know to believe the figures. */
  remarks: readonly string[]
  ok: boolean
}

/** A reference that varied more than this between rounds measures the machine's other work as much as itself. */
const steadySpread = 0.3

export const figure = (unit: string, sample: Sample): Figure => ({
  unit,
  median: round(median(sample)),
  min: round(Math.min(...sample)),
  max: round(Math.max(...sample)),
  rounds: sample.length,
})

/**
 * Each round's value divided by the same round's reference: both were measured within seconds of each other, under the same
 * load. The median of these is held against the limit.
 */
export function ratio(
  sample: Sample,
  reference: Sample,
  limit: { atMost: number } | { atLeast: number },
): Ratio {
  const each = sample.map((value, index) => value / (reference[index] ?? Number.NaN))
  return bounded(figure('x reference', each), limit)
}

export function bounded(value: Figure, limit: { atMost: number } | { atLeast: number }): Ratio {
  const holds = 'atMost' in limit ? value.median <= limit.atMost : value.median >= limit.atLeast
  return { ...value, limit: 'atMost' in limit ? `≤ ${limit.atMost}` : `≥ ${limit.atLeast}`, holds }
}

export function remarkOnReference(name: string, reference: Sample): string[] {
  const percent = Math.round(spread(reference) * 100)
  return spread(reference) > steadySpread
    ? [`the reference ${name} spread by ${percent} %: the machine was not quiet, read the ratios only`]
    : []
}

export function printReport({ name, results, ratios, remarks, ok }: BenchReport): void {
  const line = (label: string, { unit, median: middle, min, max, rounds }: Figure, verdict = '') =>
    `  ${label.padEnd(46)} ${String(middle).padStart(10)}  ${`${min} – ${max}`.padEnd(24)} ${unit}` +
    `${rounds > 1 ? ` (${rounds} rounds)` : ''}${verdict}`
  console.log(`\n${name}: median, smallest – largest`)
  for (const [label, value] of Object.entries(results)) console.log(line(label, value))
  console.log('')
  for (const [label, value] of Object.entries(ratios))
    console.log(line(label, value, `, limit ${value.limit}: ${value.holds ? 'holds' : 'MISSED'}`))
  for (const remark of remarks) console.log(`  Note: ${remark}.`)
  console.log(`\n${name}: ${ok ? 'all limits hold' : 'NOT ok'}`)
}
