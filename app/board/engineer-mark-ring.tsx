import type { EngineerActivity } from './engineer-work.ts'
import { engineerMark } from './engineer-mark.ts'

const radius = 13
const around = 2 * Math.PI * radius

type EngineerMarkRingProps = { name: string; load: number; capacity: number; activity: EngineerActivity }

/** The engineer's sign in lists, as on the map: the arc is the load, its colour what the engineer does. */
export function EngineerMarkRing({ name, load, capacity, activity }: EngineerMarkRingProps) {
  const share = capacity === 0 ? 1 : Math.min(1, load / capacity)
  return (
    <span className={`mark-ring ${activity}`} aria-hidden="true">
      <svg width="30" height="30" viewBox="0 0 30 30">
        <circle className="mark-track" cx="15" cy="15" r={radius} />
        <circle
          className="mark-load"
          cx="15"
          cy="15"
          r={radius}
          strokeDasharray={`${around * share} ${around}`}
          transform="rotate(-90 15 15)"
        />
      </svg>
      <span>{engineerMark(name)}</span>
    </span>
  )
}
