import type { Instant } from './instant.ts'
import { zoneOffsetMs } from './zone-offset.ts'

const pattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

const dayMs = 86_400_000

/**
 * Reads a moment as other systems export it: `2015-06-01T00:28:00`, `2025/11/21 14:03`, a date alone (midnight).
 * Without an offset it is what the clocks of `timeZone` showed. Undefined when it is no moment at all, 30 February included.
 */
export function readLocalMoment(text: string, timeZone: string): Instant | undefined {
  const match = pattern.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = match
  const parts = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts
  const wallClock = Date.UTC(y, mo - 1, d, h, mi, s)
  // Date.UTC turns 30 February into 2 March; what does not come back as it was written was never a date.
  const back = new Date(wallClock)
  const isReal =
    back.getUTCMonth() === mo - 1 &&
    back.getUTCDate() === d &&
    back.getUTCHours() === h &&
    back.getUTCMinutes() === mi &&
    back.getUTCSeconds() === s
  if (!isReal) return undefined
  return offset === undefined ? instantOfWallClock(wallClock, timeZone) : wallClock - offsetMs(offset)
}

/**
 * Around a change of the clocks the earlier of two possible moments is taken, and a time that the clocks skipped
 * counts on from before the change (02:30 becomes 03:30), as `Temporal` does by default.
 */
function instantOfWallClock(wallClock: number, timeZone: string): Instant {
  const offsetBefore = zoneOffsetMs(wallClock - dayMs, timeZone)
  const offsetAfter = zoneOffsetMs(wallClock + dayMs, timeZone)
  const possible = [wallClock - offsetBefore, wallClock - offsetAfter].filter(
    (instant) => instant + zoneOffsetMs(instant, timeZone) === wallClock,
  )
  return possible.length === 0 ? wallClock - offsetBefore : Math.min(...possible)
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0
  const digits = offset.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000
}
