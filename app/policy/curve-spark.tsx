import type { Curve } from '#domain/scoring/curve.ts'

const width = 94
const height = 36
const pad = 4

/** A curve in the size of a word. */
export function CurveSpark({ curve }: { curve: Curve }) {
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last || !(last.at > first.at)) return <span className="curve-spark" />
  const points = curve.map(({ at, grade }) => ({
    x: pad + ((at - first.at) / (last.at - first.at)) * (width - 2 * pad),
    y: height - pad - grade * (height - 2 * pad),
  }))
  return (
    <svg
      className="curve-spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path className="curve-axis" d={`M${pad} ${height - pad / 2}H${width - pad}`} />
      <polyline className="curve-line" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={2} />
      ))}
    </svg>
  )
}
