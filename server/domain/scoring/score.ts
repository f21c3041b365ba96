import { gradeAt, type Curve } from './curve.ts'
import type { ObjectiveName, Policy } from './policy.ts'
import type { RawValue, RawValues } from './raw-values.ts'

/** One objective's part of a score, as it is shown: raw value, grade, weight, points. */
export type ScoreLine = {
  objective: ObjectiveName
  raw: Exclude<RawValue, { kind: 'not-applicable' }>
  /** 0 to 1. */
  grade: number
  /** In percent of all weights that apply: the most points that the line can give. */
  share: number
  /** Tenths of a point are whole: the lines add up to the total exactly. */
  points: number
}

export type Score = { total: number; lines: readonly ScoreLine[] }

/** A value that nobody has is neither good nor bad. */
export const neutralGrade = 0.5

/**
 * Score = 100 · Σ(weight · grade) / Σ weight over the objectives that apply, to a tenth of a point. The lines are rounded by
 * largest remainder, so that what is shown adds up to what is shown.
 */
export function scoreOf(raw: RawValues, policy: Policy): Score {
  const graded = gradedLines(raw, policy)
  const exact = graded.map(({ grade, share }) => share * grade)
  const points = roundToTenths(exact)
  return {
    total: sumTenths(points),
    lines: graded.map((line, index) => ({ ...line, points: points[index] ?? 0 })),
  }
}

/**
 * The same score before rounding, without its lines: what ranking compares. Worked out for every engineer of a board and for
 * thousands of changed policies, so it makes no objects.
 */
export function exactTotal(raw: RawValues, { objectives }: Policy): number {
  let weights = 0
  for (const { name, weight } of objectives) if (raw[name].kind !== 'not-applicable') weights += weight
  let total = 0
  for (const { name, weight, curve } of objectives) {
    const value = raw[name]
    if (weight > 0 && value.kind !== 'not-applicable')
      total += ((100 * weight) / weights) * gradeOf(value, curve)
  }
  return total
}

/** The most points that an objective can give for these raw values: its weight in percent of all that apply. */
export function shareOf(objective: ObjectiveName, raw: RawValues, { objectives }: Policy): number {
  if (raw[objective].kind === 'not-applicable') return 0
  let weights = 0
  let own = 0
  for (const { name, weight } of objectives) {
    if (raw[name].kind === 'not-applicable') continue
    weights += weight
    if (name === objective) own = weight
  }
  return weights === 0 ? 0 : (100 * own) / weights
}

const gradeOf = (value: ScoreLine['raw'], curve: Curve): number =>
  value.kind === 'value' ? gradeAt(curve, value.value) : neutralGrade

function gradedLines(raw: RawValues, { objectives }: Policy): Omit<ScoreLine, 'points'>[] {
  const applying = objectives.flatMap(({ name, weight, curve }) => {
    const value = raw[name]
    return weight > 0 && value.kind !== 'not-applicable' ? [{ name, weight, curve, value }] : []
  })
  const weights = applying.reduce((sum, { weight }) => sum + weight, 0)
  return applying.map(({ name, weight, curve, value }) => ({
    objective: name,
    raw: value,
    grade: gradeOf(value, curve),
    share: (100 * weight) / weights,
  }))
}

/** Largest remainder: round all down, then give the missing tenths to those that lost most; of equals, to the earlier. */
function roundToTenths(exact: readonly number[]): number[] {
  const tenths = exact.map((points) => Math.floor(points * 10))
  const missing = Math.round(exact.reduce((sum, points) => sum + points, 0) * 10) - tenths.reduce(add, 0)
  const byRemainder = exact
    .map((points, index) => ({ index, lost: points * 10 - Math.floor(points * 10) }))
    .sort((a, b) => b.lost - a.lost || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) tenths[index] = (tenths[index] ?? 0) + 1
  return tenths.map((count) => count / 10)
}

const add = (a: number, b: number) => a + b
const sumTenths = (points: readonly number[]) =>
  points.reduce((sum, one) => sum + Math.round(one * 10), 0) / 10
