import type { Flow } from '#domain/flow/flow.ts'
import { requireNode } from '#domain/flow/flow.ts'
import { step } from '#domain/flow/step.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { OutgoingCommand } from './outgoing.ts'

/** Where a ticket stands, as far as commands can bring it back there. */
type Place = { nodeId: string; engineerId: string | null }

type Step = { to: Place; command: (target: { ticketId: string; expectedVersion: number }) => OutgoingCommand }

/** Closed → reopened → back through two stages is the longest way that a single command can have shortened. */
const longestWayBack = 4

/**
 * The commands that bring the ticket from `after` back to what it was, in order, or null when there is no way back.
 * They carry the versions that they will meet, so that a change by somebody else in between refuses the undo instead of
 * being overwritten. Time spent in a stage does not come back: the undo is itself a fact.
 */
export function planUndo(flow: Flow, before: Ticket, after: Ticket): OutgoingCommand[] | null {
  const steps = findWayBack(flow, before, after)
  if (!steps) return null
  const makers = steps.map(({ command }) => command)
  if (before.priority !== after.priority)
    makers.push((target) => ({ name: 'setTicketPriority', input: { ...target, priority: before.priority } }))
  const pinnedNow = steps.length === 0 && after.assignment?.pinned === true
  const pinnedThen = before.assignment?.pinned === true
  if (pinnedNow !== pinnedThen)
    makers.push((target) => ({ name: pinnedThen ? 'pinAssignment' : 'unpinAssignment', input: target }))
  const { offer } = after
  if (offer && !before.offer)
    makers.push((target) => ({ name: 'withdrawOffer', input: { ...target, offerId: offer.id } }))
  if (makers.length === 0) return null
  return makers.map((make, index) => make({ ticketId: before.id, expectedVersion: after.version + index }))
}

/** Breadth first over the flow: nodes are few and the way is short. */
function findWayBack(flow: Flow, before: Ticket, after: Ticket): Step[] | null {
  const goal = placeOf(before)
  const start = placeOf(after)
  let ends: { at: Place; way: Step[] }[] = [{ at: start, way: [] }]
  const seen = new Set([keyOf(start)])
  for (let length = 0; length <= longestWayBack; length += 1) {
    const arrived = ends.find(({ at }) => keyOf(at) === keyOf(goal))
    if (arrived) return arrived.way
    ends = ends.flatMap(({ at, way }) =>
      stepsFrom(flow, at, goal)
        .filter(({ to }) => !seen.has(keyOf(to)))
        .map((one) => {
          seen.add(keyOf(one.to))
          return { at: one.to, way: [...way, one] }
        }),
    )
  }
  return null
}

const placeOf = ({ nodeId, assignment }: Ticket): Place => ({
  nodeId,
  engineerId: assignment?.engineerId ?? null,
})

const keyOf = ({ nodeId, engineerId }: Place): string => `${nodeId}\n${engineerId ?? ''}`

function stepsFrom(flow: Flow, at: Place, goal: Place): Step[] {
  const facts = { nodeId: at.nodeId, hasAssignee: at.engineerId !== null }
  const steps: Step[] = []
  if (!isOpen({ stage: requireNode(flow, at.nodeId).stage })) {
    const landing = step(flow, facts, 'reopen')
    if (landing.ok)
      steps.push({
        to: { ...at, nodeId: landing.node.id },
        command: (target) => ({ name: 'reopenTicket', input: target }),
      })
    return steps
  }
  const { engineerId } = goal
  if (engineerId !== null && engineerId !== at.engineerId) {
    const landing = step(flow, { ...facts, hasAssignee: true }, 'assign')
    const name = at.engineerId === null ? 'assignTicket' : 'reassignTicket'
    if (landing.ok)
      steps.push({
        to: { nodeId: landing.node.id, engineerId },
        command: (target) => ({ name, input: { ...target, engineerId } }),
      })
  }
  if (at.engineerId !== null && engineerId === null) {
    const landing = step(flow, facts, 'unassign')
    if (landing.ok)
      steps.push({
        to: { nodeId: landing.node.id, engineerId: null },
        command: (target) => ({ name: 'unassignTicket', input: target }),
      })
  }
  for (const edge of flow.edges) {
    if (edge.from !== at.nodeId || edge.trigger !== 'move') continue
    const { stage, id: nodeId } = requireNode(flow, edge.to)
    if (!step(flow, facts, 'move', { stage, nodeId }).ok) continue
    steps.push({
      to: { ...at, nodeId },
      command: (target) => ({ name: 'moveTicketStage', input: { ...target, stage, nodeId } }),
    })
  }
  return steps
}
