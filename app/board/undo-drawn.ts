import type { StandingPlace, TicketStand } from '#domain/decide/describe-stand.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import { requireNode, type Flow } from '#domain/flow/flow.ts'
import { step } from '#domain/flow/step.ts'
import type { Rejection } from '#domain/rejection.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { handOver, type OutgoingCommand } from './outgoing.ts'
import type { VersionTrail } from './version-trail.ts'

/** A confirmed ticket with none of my commands on its way to it; the last change may be somebody else's by then. */
type Settled = { ticket: Ticket; isMine: boolean } | undefined

/** What a ticket on a drawn flow was, and what my own change has made of it, as soon as the server has said so. */
export type DrawnChange = { before: Ticket; settled: Promise<Settled> }

type ReadStand = (ticket: Ticket) => Promise<TicketStand | null>
type Seen = Pick<BoardClient, 'getState' | 'subscribe'>

/** Reopened, taken back, returned, and what does not move it: nothing needs more. */
const mostSteps = 8

/**
 * Takes a change of a ticket back that the engine of its flow has decided. Nobody knows beforehand where each step leads, so
 * each is planned from where the last one has left the ticket; what the flow does not allow is answered by its name.
 */
export async function takeBackDrawn(
  client: Seen & Pick<BoardClient, 'send'>,
  { readStand, trail }: { readStand: ReadStand; trail: VersionTrail },
  { before, settled }: DrawnChange,
): Promise<Rejection | null> {
  const flow = flowOf(client.getState().flows, before)
  const left = await settled
  const latest = client.getState().confirmed.get(before.id)
  // What I have changed since then and taken back is as if it had not been.
  const isAsLeft = left && trail.follow(before.id, left.ticket.version) === latest?.version
  let now = left && isAsLeft ? { ...left, ticket: latest } : left
  for (let steps = 0; now && steps < mostSteps; steps += 1) {
    const { ticket: at, isMine } = now
    const isOnSameFlow = at.flow?.id === before.flow?.id && at.flow?.number === before.flow?.number
    if (!isMine || !isOnSameFlow) return { name: 'version-stale', changedBy: at.changedBy }
    const next = nextCommandBack(flow, before, at) ?? (await nextMoveBack(flow, before, at, readStand))
    if (!next) {
      trail.join(before.id, before.version, at.version)
      return null
    }
    if ('rejection' in next) return next.rejection
    const answer = handOver(next.command, client.send)
    now = await whenSettled(client, before.id)
    const given = await answer
    if (!given.ok) return given.rejection
  }
  return now
    ? { name: 'no-transition', from: now.ticket.stage, to: before.stage }
    : { name: 'ticket-not-found' }
}

/** Called when the command has just been sent. */
export function whenSettled(client: Seen, ticketId: string): Promise<Settled> {
  const changeOf = () => client.getState().remoteChanges.get(ticketId)
  const known = changeOf()
  return new Promise((resolve) => {
    const look = () => {
      const { pending, confirmed } = client.getState()
      if (pending.some(({ ticketIds }) => ticketIds.includes(ticketId))) return
      unsubscribe()
      const ticket = confirmed.get(ticketId)
      const remote = changeOf()
      const isMine = remote === known || remote?.by !== ticket?.changedBy
      resolve(ticket && { ticket, isMine })
    }
    const unsubscribe = client.subscribe(look)
    look()
  })
}

/** Whether what I have done leads back by a step that the flow has, where I may take it. */
export async function canBeTakenBack(
  client: Seen,
  readStand: ReadStand,
  { before, settled }: DrawnChange,
): Promise<boolean> {
  const left = await settled
  if (!left?.isMine || left.ticket.nodeId === before.nodeId) return false
  const { ticket: at } = left
  const flow = flowOf(client.getState().flows, before)
  const isOnWay = nextCommandBack(flow, before, at) ?? wayBack(flow, before, at, await placeOf(at, readStand))
  return isOnWay !== null
}

type Next = { command: OutgoingCommand }

/** What is no matter of the way: open or closed, who holds it, how urgent it is, whether it is pinned or offered. */
function nextCommandBack(flow: Flow, before: Ticket, at: Ticket): Next | null {
  const target = { ticketId: at.id, expectedVersion: at.version }
  const then = before.assignment?.engineerId
  const now = at.assignment?.engineerId
  if (isOpen(before) && !isOpen(at)) return { command: { name: 'reopenTicket', input: target } }
  if (then !== undefined && then !== now) {
    const name = now === undefined ? 'assignTicket' : 'reassignTicket'
    return { command: { name, input: { ...target, engineerId: then } } }
  }
  if (then === undefined && now !== undefined && step(flow, factsOf(at), 'unassign').ok)
    return { command: { name: 'unassignTicket', input: target } }
  if (before.priority !== at.priority)
    return { command: { name: 'setTicketPriority', input: { ...target, priority: before.priority } } }
  if (at.offer && !before.offer)
    return { command: { name: 'withdrawOffer', input: { ...target, offerId: at.offer.id } } }
  if (at.nodeId === before.nodeId && before.assignment && at.assignment) {
    if (before.assignment.pinned && !at.assignment.pinned)
      return { command: { name: 'pinAssignment', input: target } }
    if (!before.assignment.pinned && at.assignment.pinned)
      return { command: { name: 'unpinAssignment', input: target } }
  }
  return null
}

/** Back to the node: given back by whoever works on it, or along a way that the flow has for it. */
async function nextMoveBack(
  flow: Flow,
  before: Ticket,
  at: Ticket,
  readStand: ReadStand,
): Promise<Next | { rejection: Rejection } | null> {
  const { nodeId } = before
  const target = { ticketId: at.id, expectedVersion: at.version }
  // Where it stands now the flow gives it to somebody: if that cannot be undone, its reason is the one to say.
  if (at.nodeId === nodeId)
    return at.assignment && !before.assignment ? { command: { name: 'unassignTicket', input: target } } : null
  const place = await placeOf(at, readStand)
  const way = wayBack(flow, before, at, place)
  if (way) return way
  // The server knows why somebody cannot give it back; where nobody works there is nothing to give.
  if (place?.isWork) return giveBack(before, at, place)
  return { rejection: { name: 'no-transition', from: at.stage, to: requireNode(flow, nodeId).stage } }
}

/** Given back, where that is allowed, or along a way that the flow has. */
function wayBack(flow: Flow, before: Ticket, at: Ticket, place: StandingPlace | undefined): Next | null {
  const { nodeId } = before
  if (place?.back.some((one) => one.nodeId === nodeId)) return giveBack(before, at, place)
  const { stage } = requireNode(flow, nodeId)
  const input = { ticketId: at.id, expectedVersion: at.version, stage, nodeId }
  return step(flow, factsOf(at), 'move', { stage, nodeId }).ok
    ? { command: { name: 'moveTicketStage', input } }
    : null
}

const giveBack = ({ nodeId: toNodeId }: Ticket, at: Ticket, { tokenId }: StandingPlace): Next => ({
  command: { name: 'returnStep', input: { ticketId: at.id, expectedVersion: at.version, tokenId, toNodeId } },
})

const placeOf = async (at: Ticket, readStand: ReadStand): Promise<StandingPlace | undefined> =>
  (await readStand(at))?.places.find(({ nodeId }) => nodeId === at.nodeId)

const factsOf = ({ nodeId, assignment }: Ticket) => ({ nodeId, hasAssignee: assignment !== null })
