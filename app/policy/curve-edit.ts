import type { Curve, CurvePoint } from '#domain/scoring/curve.ts'
import { gradeAt } from '#domain/scoring/curve.ts'
import type { ObjectiveName } from '#domain/scoring/policy.ts'

/** What the axis of an objective shows, and how fine a hand places a point on it. */
export type CurveAxis = { from: number; to: number; step: number }

const usualAxes: Record<ObjectiveName, CurveAxis> = {
  travel: { from: 0, to: 60, step: 1 },
  slack: { from: -60, to: 120, step: 5 },
  load: { from: 0, to: 120, step: 5 },
  rating: { from: 1, to: 5, step: 0.1 },
  'skill-fit': { from: 0, to: 4, step: 0.5 },
  familiarity: { from: 0, to: 5, step: 1 },
  fairness: { from: 0, to: 200, step: 5 },
  stability: { from: 0, to: 1, step: 0.1 },
}

export const gradeStep = 0.05

/** Wide enough for every point of the curves. */
export function axisOf(objective: ObjectiveName, curves: readonly Curve[]): CurveAxis {
  const { from, to, step } = usualAxes[objective]
  const values = curves.flatMap((curve) => curve.map(({ at }) => at).filter(Number.isFinite))
  return { from: Math.min(from, ...values), to: Math.max(to, ...values), step }
}

/** The point goes where it is told, on the grid, but never past its neighbours nor off the axis. */
export function movePoint(curve: Curve, index: number, to: CurvePoint, axis: CurveAxis): Curve {
  const left = curve[index - 1]
  const right = curve[index + 1]
  const at = clamp(
    snap(to.at, axis.step),
    left ? snap(left.at + axis.step, axis.step) : axis.from,
    right ? snap(right.at - axis.step, axis.step) : axis.to,
  )
  return replacePoint(curve, index, { at, grade: clamp(snap(to.grade, gradeStep), 0, 1) })
}

export const replacePoint = (curve: Curve, index: number, point: CurvePoint): Curve =>
  curve.map((one, place) => (place === index ? point : one))

/** Undefined where there is a point already. */
export function addPoint(
  curve: Curve,
  given: CurvePoint,
  { step }: Pick<CurveAxis, 'step'>,
): { curve: Curve; index: number } | undefined {
  const point = { at: snap(given.at, step), grade: clamp(snap(given.grade, gradeStep), 0, 1) }
  if (curve.some(({ at }) => Math.abs(at - point.at) < step / 2)) return undefined
  const index = curve.filter(({ at }) => at < point.at).length
  return { curve: curve.toSpliced(index, 0, point), index }
}

/** On the line, in the middle of the widest gap: a new point that changes nothing yet. */
export function addPointInWidestGap(
  curve: Curve,
  axis: Pick<CurveAxis, 'step'>,
): { curve: Curve; index: number } | undefined {
  let widest = { width: 0, middle: 0 }
  for (const [index, right] of curve.entries()) {
    const left = curve[index - 1]
    if (left && right.at - left.at > widest.width)
      widest = { width: right.at - left.at, middle: (left.at + right.at) / 2 }
  }
  return addPoint(curve, { at: widest.middle, grade: gradeAt(curve, widest.middle) }, axis)
}

/** A curve has two points at least. */
export const removePoint = (curve: Curve, index: number): Curve =>
  curve.length <= 2 ? curve : curve.toSpliced(index, 1)

/** How many of the values fall into each of `count` equal parts of the axis; what lies beyond belongs to the ends. */
export function histogram(values: readonly number[], { from, to }: CurveAxis, count: number): number[] {
  const bins = Array.from({ length: count }, () => 0)
  for (const value of values) {
    const bin = clamp(Math.floor(((value - from) / (to - from)) * count), 0, count - 1)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}

/** A round number of round steps across the axis. */
export function axisTicks({ from, to }: CurveAxis): number[] {
  const rough = (to - from) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 1.5, 2, 3, 5, 10].find((one) => one * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to + step / 1e6; tick += step)
    ticks.push(snap(tick, step / 10))
  return ticks
}

/** 0.30000000000000004 is 0.3 to everybody. */
const snap = (value: number, step: number) => Math.round(Math.round(value / step) * step * 1e6) / 1e6
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))
