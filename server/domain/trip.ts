import type { Ticket } from './ticket/ticket.ts'

/** What a change of a ticket says of the drive to it. */
export type TripStep = 'departed' | 'arrived' | 'abandoned'

/**
 * Reads the drive from the stages. On the way and then on site is an arrival only for the one who set out; every other
 * end, also a change of hands, is a drive that says nothing about the road.
 */
export function tripStep(
  before: Pick<Ticket, 'stage' | 'assignment'> | undefined,
  after: Pick<Ticket, 'stage' | 'assignment'>,
): TripStep | null {
  const wasOnTheWay = before?.stage === 'en-route'
  const isOnTheWay = after.stage === 'en-route'
  const isSameHolder = before?.assignment?.engineerId === after.assignment?.engineerId
  if (!wasOnTheWay) return isOnTheWay ? 'departed' : null
  if (isOnTheWay && isSameHolder) return null
  return after.stage === 'on-site' && isSameHolder ? 'arrived' : 'abandoned'
}
