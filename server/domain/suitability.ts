import { isOnShift, type Engineer } from './engineer.ts'
import type { LocalTime } from './instant.ts'
import type { Rejection } from './rejection.ts'
import { findExpiredSkill, findMissingSkill } from './skill.ts'
import type { Ticket } from './ticket/ticket.ts'

export type SuitabilityFacts = {
  engineer: Engineer
  /** Open tickets that the engineer already holds, this one not counted. */
  openLoad: number
  /** See `shiftMoment`. */
  at: LocalTime
}

/**
 * The first rule by which the engineer cannot be given the ticket, or undefined. Drop targets show it while
 * a card is dragged, and the assignment commands decide by it.
 */
export function findUnsuitability(
  ticket: Pick<Ticket, 'requiredSkills'>,
  { engineer, openLoad, at }: SuitabilityFacts,
): Rejection | undefined {
  const missing = findMissingSkill(ticket.requiredSkills, engineer.skills)
  if (missing) return { name: 'skill-missing', engineer: engineer.name, ...missing }
  const expired = findExpiredSkill(ticket.requiredSkills, engineer.skills, at.date)
  if (expired) return { name: 'certificate-expired', engineer: engineer.name, ...expired }
  if (!isOnShift(engineer.shift, at)) {
    const { fromMinute, toMinute } = engineer.shift
    return { name: 'off-shift', engineer: engineer.name, fromMinute, toMinute }
  }
  if (openLoad >= engineer.capacity)
    return { name: 'at-capacity', engineer: engineer.name, load: openLoad, capacity: engineer.capacity }
  return undefined
}
