/** A point of a curve: at this value, in the objective's unit, the grade is this (0 worst, 1 best). */
export type CurvePoint = { at: number; grade: number }

/** At least two points, from low to high; straight lines between them, level before the first and after the last. */
export type Curve = readonly CurvePoint[]

/** More than anybody draws; a curve is looked up for every candidate. */
export const mostCurvePoints = 12

export type CurveFlaw = 'too-few-points' | 'not-a-number' | 'not-ascending' | 'grade-out-of-range'

/** What is wrong with a drawn curve, or undefined. */
export function findCurveFlaw(curve: Curve): CurveFlaw | undefined {
  if (curve.length < 2) return 'too-few-points'
  let before = -Infinity
  for (const { at, grade } of curve) {
    if (!Number.isFinite(at) || !Number.isFinite(grade)) return 'not-a-number'
    if (at <= before) return 'not-ascending'
    if (grade < 0 || grade > 1) return 'grade-out-of-range'
    before = at
  }
  return undefined
}

/** The grade of a value: 0 to 1, for a curve without flaw. */
export function gradeAt(curve: Curve, value: number): number {
  let left: CurvePoint | undefined
  for (const right of curve) {
    if (value <= right.at) {
      if (!left) return right.grade
      const share = (value - left.at) / (right.at - left.at)
      return left.grade + share * (right.grade - left.grade)
    }
    left = right
  }
  return left?.grade ?? 0
}

/** Whether the grade never goes the other way: the index may stop at a distance only for such curves. */
export const neverRises = (curve: Curve): boolean =>
  curve.every(({ grade }, index) => grade <= (curve[index - 1]?.grade ?? 1))

export const neverFalls = (curve: Curve): boolean =>
  curve.every(({ grade }, index) => grade >= (curve[index - 1]?.grade ?? 0))

/**
 * Grade lost or won per unit at a value: the slope of the piece on which it lies. For exchange rates between objectives.
 * At a corner the piece to the right counts, beyond the ends there is no slope.
 */
export function slopeAt(curve: Curve, value: number): number {
  for (const [index, right] of curve.entries()) {
    const left = curve[index - 1]
    if (left && value >= left.at && value < right.at) return (right.grade - left.grade) / (right.at - left.at)
  }
  return 0
}
