import type { Curve } from '#domain/scoring/curve.ts'
import { neverFalls, neverRises } from '#domain/scoring/curve.ts'

export type CurveShape =
  | { shape: 'flat'; grade: number }
  | { shape: 'falls' | 'rises'; at: number; grade: number }
  | { shape: 'bends'; from: number; to: number }

/** A curve in a few words: where it ends, and which way it went. */
export function shapeOf(curve: Curve): CurveShape {
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last) return { shape: 'flat', grade: 0 }
  if (curve.every(({ grade }) => grade === first.grade)) return { shape: 'flat', grade: first.grade }
  // Beyond the first point of the last grade nothing changes any more.
  const end = curve.find(({ grade }) => grade === last.grade) ?? last
  if (neverRises(curve)) return { shape: 'falls', at: end.at, grade: last.grade }
  if (neverFalls(curve)) return { shape: 'rises', at: end.at, grade: last.grade }
  const grades = curve.map(({ grade }) => grade)
  return { shape: 'bends', from: Math.min(...grades), to: Math.max(...grades) }
}
