import { localTime, type Instant } from '#domain/instant.ts'
import { readLocalMoment } from '#domain/local-moment.ts'

/** A moment as `<input type="datetime-local">` writes it, on the clocks of the board; empty for none. */
export function toLocalInput(instant: Instant | null, timeZone: string): string {
  if (instant === null) return ''
  const { date, minuteOfDay } = localTime(instant, timeZone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
}

/** Null for none, NaN for what is no moment: the schema of the command refuses it and names the field. */
export function fromLocalInput(text: string, timeZone: string): Instant | null {
  return text === '' ? null : (readLocalMoment(text, timeZone) ?? NaN)
}
