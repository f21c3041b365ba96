import { findHandoverObstacle } from '#domain/decide/decide-assignment.ts'
import { flowOf, type BoardFlows } from '#domain/flow/board-flows.ts'
import type { Rejection } from '#domain/rejection.ts'
import { isWaiting, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { gestureToCommand, type Gesture } from './gesture-to-command.ts'
import { handOver } from './outgoing.ts'

/**
 * Why a gesture would change none of the tickets, by the deciders that its commands will meet; null where it changes one
 * of them, or has to ask something first.
 */
export function findObstacle(
  gesture: Gesture,
  tickets: readonly Ticket[],
  { flows, engineers }: Pick<BoardClientState, 'flows' | 'engineers'>,
  findRefusal: BoardClient['findRefusal'],
): Rejection | null {
  const { commands, question, refusals } = gestureToCommand(gesture, tickets, flows)
  if (question?.kind === 'engineer') return findAssignObstacle(tickets, { flows, engineers })
  if (question) return null
  let first = refusals[0]?.rejection ?? null
  for (const command of commands) {
    const rejection = handOver(command, findRefusal)
    if (!rejection) return null
    first ??= rejection
  }
  return first
}

/** As far as the rules go one reason is as good as another; which one is asked later. */
export const cancelling: Gesture = { kind: 'cancel', reason: '-' }

/** Why none of the tickets can be given to anybody, whoever it is. */
export function findAssignObstacle(
  tickets: readonly Ticket[],
  { flows, engineers }: { flows: BoardFlows; engineers: BoardClientState['engineers'] },
): Rejection | null {
  const names = (id: string) => engineers.get(id)?.name ?? ''
  const obstacles = tickets.map((ticket) => findHandoverObstacle(flowOf(flows, ticket), ticket, names))
  return obstacles.includes(null) ? null : (obstacles[0] ?? null)
}

/** What "all that wait" means. */
export function countWaiting(tickets: ReadonlyMap<string, Ticket>): number {
  let waiting = 0
  for (const ticket of tickets.values()) if (isWaiting(ticket)) waiting += 1
  return waiting
}
