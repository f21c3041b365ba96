import { findUnsuitability } from '../suitability.ts'
import { shiftMoment } from '../engineer.ts'
import type { Rejection } from '../rejection.ts'
import type { Policy } from './policy.ts'
import { arrival, latestArrival, type Candidate, type TicketQuestion } from './raw-values.ts'

/**
 * The first rule by which the engine leaves an engineer out, with its numbers, or undefined. Those that bind people too
 * come first, from the same function by which the commands decide.
 */
export function findExclusion(
  question: TicketQuestion,
  candidate: Candidate,
  policy: Pick<Policy, 'rules' | 'maxTravelMinutes'>,
): Rejection | undefined {
  const { ticket, now, timeZone, wishes } = question
  const { engineer, openLoad, travel } = candidate
  const { rules, maxTravelMinutes } = policy
  const unsuitable = findUnsuitability(ticket, {
    engineer,
    openLoad,
    at: shiftMoment(now, ticket.windowFrom, timeZone),
  })
  if (unsuitable) return unsuitable
  if (rules.wishes && isAgainstWishes(wishes, engineer.id))
    return { name: 'customer-wish', engineer: engineer.name }
  if (rules.region && engineer.districts.length > 0) {
    const district = ticket.district ?? ''
    if (!engineer.districts.includes(district))
      return { name: 'outside-region', engineer: engineer.name, district }
  }
  const travelMinutes = Math.ceil(travel.seconds / 60)
  if (rules['max-travel'] && travelMinutes > maxTravelMinutes)
    return {
      name: 'travel-too-long',
      engineer: engineer.name,
      minutes: travelMinutes,
      limit: maxTravelMinutes,
    }
  if (rules['in-time']) {
    const lateMs = arrival(question, candidate) - latestArrival(question)
    if (lateMs > 0)
      return { name: 'arrives-late', engineer: engineer.name, minutes: Math.ceil(lateMs / 60_000) }
  }
  return undefined
}

const isAgainstWishes = ({ never, only }: TicketQuestion['wishes'], engineerId: string): boolean =>
  never.includes(engineerId) || (only.length > 0 && !only.includes(engineerId))
