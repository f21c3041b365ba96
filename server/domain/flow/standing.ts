import { stages, type Stage } from '../stage.ts'
import { cancelledNodeId } from './default-flow.ts'
import { mainToken, type FlowState, type Token } from './flow-state.ts'
import type { FlowVersion, VersionNode } from './version.ts'

/** Where a ticket is on a board. */
export type Place = { nodeId: string; stage: Stage }

/** Where a card can be seen. What passes at once is never seen, and at a join the card shows what is still going on. */
export function isStanding(node: VersionNode): boolean {
  switch (node.type) {
    case 'task':
    case 'approval':
    case 'auto-assign':
    case 'timer':
    case 'end':
      return true
    case 'sub-ticket':
    case 'webhook':
      return node.config.waits
    case 'start':
    case 'condition':
    case 'fork':
    case 'join':
    case 'notify':
    case 'group':
      return false
  }
}

/** The next nodes on which a card can stand, each once, never the node itself. */
export function standingBehind({ nodes }: FlowVersion, nodeId: string): readonly VersionNode[] {
  const found = new Map<string, VersionNode>()
  const seen = new Set([nodeId])
  const queue = Object.values(nodes[nodeId]?.next ?? {}).flat()
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue
    seen.add(id)
    const node = nodes[id]
    if (!node) continue
    if (isStanding(node)) found.set(id, node)
    else queue.push(...Object.values(node.next).flat())
  }
  return [...found.values()]
}

/** A node that was given no stage waits. What ends a ticket closes it. */
export const stageOf = ({ type, config }: VersionNode): Stage =>
  type === 'end' ? 'closed' : (('stage' in config ? config.stage : null) ?? 'waiting')

export const isHoldersWork = (node: VersionNode): boolean =>
  (node.type === 'task' || node.type === 'approval') && node.config.handler?.kind === 'holder'

/** Whether the ticket may be given to somebody, or to somebody else, while it stands there. */
export const mayTransfer = (node: VersionNode): boolean =>
  (node.type !== 'task' && node.type !== 'approval') || node.config.operations.transfer === true

export const isBehindDispatch = (node: VersionNode): boolean =>
  stages.indexOf(stageOf(node)) > stages.indexOf('to-dispatch')

/** The nodes on which a ticket can stand, in the order in which it comes to them; the database keeps no other order. */
export function standingNodes(version: FlowVersion): readonly VersionNode[] {
  const order = new Set([version.startNodeId])
  for (const id of order) {
    const node = version.nodes[id]
    for (const next of Object.values(node?.next ?? {}).flat()) order.add(next)
    if (node && 'vacant' in node.config && node.config.vacant.kind === 'go-to')
      order.add(node.config.vacant.nodeId)
  }
  return [...order].flatMap((id) => version.nodes[id] ?? []).filter(isStanding)
}

/** Where tickets begin, wait for dispatch, and are first worked on by their holder; some flows have no such work. */
export function landmarksOf(version: FlowVersion) {
  const nodes = standingNodes(version)
  const [start] = standingBehind(version, version.startNodeId)
  const dispatch = nodes.find((node) => stageOf(node) === 'to-dispatch') ?? start
  if (!start || !dispatch)
    throw new Error(`flow ${version.flowId} v${version.number} has nothing to stand on`)
  return { start, dispatch, handover: nodes.find(isHoldersWork) }
}

/**
 * Whether to be put from one node onto another could leave out an approval, the one that is left included. One way through
 * an approval is enough, whatever other ways there are: which of them a ticket takes is decided by conditions on the way, and
 * nobody is to go around them. A fork takes all its ways, so that an approval in any of its branches is on each way through
 * it. A way that an approval refuses leads back, and leaves nothing out.
 */
export function isBehindApproval({ nodes }: FlowVersion, fromId: string, toId: string): boolean {
  const isAsking = (id: string): boolean => nodes[id]?.type === 'approval' && id !== toId
  const waysFrom = (startId: string): ReadonlySet<string> => {
    const seen = new Set([startId])
    for (const id of seen) {
      if (id === toId) continue
      const node = nodes[id]
      for (const [exit, targets] of Object.entries(node?.next ?? {}))
        if (node?.type !== 'approval' || exit !== 'rejected') for (const target of targets) seen.add(target)
    }
    return seen
  }
  return [...waysFrom(fromId)].some(
    (id) => (isAsking(id) || nodes[id]?.block?.inside.some(isAsking)) && waysFrom(id).has(toId),
  )
}

/** Nodes that run in parallel with others. */
export const isInBlock = (version: FlowVersion, nodeId: string): boolean =>
  Object.values(version.nodes).some(({ block }) => block?.inside.includes(nodeId))

/** The token that the card shows: the main one of those that can be seen. Undefined when the flow is over. */
export function shownToken(version: FlowVersion, state: FlowState): Token | undefined {
  const tokens = state.tokens.filter(({ nodeId }) => {
    const node = version.nodes[nodeId]
    return node !== undefined && isStanding(node)
  })
  return mainToken({ ...state, tokens }) ?? mainToken(state)
}

/** Where the board shows a ticket in this state. One that only waits for its sub-tickets at the end is still open. */
export function placeOf(version: FlowVersion, state: FlowState): Place {
  const token = shownToken(version, state)
  if (state.status === 'running' && token)
    return { nodeId: token.nodeId, stage: token.stage === 'closed' ? 'waiting' : token.stage }
  if (state.status === 'cancelled') return { nodeId: cancelledNodeId, stage: 'closed' }
  const [end] = Object.entries(state.visited)
    .filter(([nodeId]) => version.nodes[nodeId]?.type === 'end')
    .sort(([, one], [, other]) => other.step - one.step)
  return { nodeId: end?.[0] ?? cancelledNodeId, stage: 'closed' }
}
