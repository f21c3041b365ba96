import { sharedClock } from '../harness/cpu-meter.ts'

/**
 * When a report was made, hidden in its heading: the frames of the product carry no time, and a heading has 127 steps. The
 * clock runs through them in a second; a frame that is older than that looks younger.
 */
const steps = 127
const stepMs = 8

const now = (): number => Math.floor(sharedClock() / stepMs) % steps

export const stampAsHeading = (): number => (now() * 360) / steps

export const ageOfStamp = (headingDegrees: number): number => {
  const stamp = Math.round((headingDegrees * steps) / 360)
  return ((now() - stamp + steps) % steps) * stepMs
}
