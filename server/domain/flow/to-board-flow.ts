import { cancelledNodeId } from './default-flow.ts'
import type { Flow, FlowEdge, Guard, Trigger } from './flow.ts'
import {
  isBehindApproval,
  isBehindDispatch,
  isHoldersWork,
  isInBlock,
  landmarksOf,
  mayTransfer,
  stageOf,
  standingBehind,
  standingNodes,
} from './standing.ts'
import type { FlowVersion } from './version.ts'

/**
 * What a published version means for a board: its columns, and where a card may be dropped. A card stands on the nodes
 * on which somebody or something is waited for; from one such node to the next it is one move, whatever conditions,
 * forks and messages lie between.
 *
 * - move: along the ways that are drawn; into a node that the holder works on only when there is a holder
 * - assign: from nodes whose work may be transferred, to the first node of the holder; that is the only way there from
 *   the dispatch. Where nobody works, beside other branches, before an approval, and where no node is the holder's, the
 *   ticket stays
 * - unassign: from such nodes behind the dispatch back to it
 * - cancel: from everywhere; reopen: to the holder's first node, or to the dispatch when nobody holds the ticket
 */
export function toBoardFlow(version: FlowVersion): Flow {
  const known = workedOut.get(version)
  if (known) return known
  const flow = workOut(version)
  workedOut.set(version, flow)
  return flow
}

/** A version never changes, and every command and every screen that opens its board asks for it. */
const workedOut = new WeakMap<FlowVersion, Flow>()

function workOut(version: FlowVersion): Flow {
  const nodes = standingNodes(version)
  const unfinished = nodes.filter(({ type }) => type !== 'end')
  const ends = [...nodes.filter(({ type }) => type === 'end').map(({ id }) => id), cancelledNodeId]
  const { start, dispatch, handover } = landmarksOf(version)
  const transferable = unfinished.filter(mayTransfer)
  const edges = [
    ...unfinished.flatMap((node) =>
      standingBehind(version, node.id)
        .filter((to) => to !== handover || isBehindDispatch(node))
        .map((to) => edge(node.id, 'move', to.id, isHoldersWork(to) ? held : [])),
    ),
    ...transferable.map((node) => {
      const goes =
        handover &&
        (node.type === 'auto-assign' ||
          ('operations' in node.config &&
            !isInBlock(version, node.id) &&
            !isBehindApproval(version, node.id, handover.id)))
      return edge(node.id, 'assign', goes ? handover.id : node.id)
    }),
    ...transferable
      .filter(isBehindDispatch)
      .map((node) =>
        edge(node.id, 'unassign', handover && 'operations' in node.config ? dispatch.id : node.id),
      ),
    ...unfinished.map(({ id }) => edge(id, 'cancel', cancelledNodeId)),
    ...ends.flatMap((id) =>
      handover
        ? [edge(id, 'reopen', handover.id, held), edge(id, 'reopen', dispatch.id, free)]
        : [edge(id, 'reopen', dispatch.id)],
    ),
  ]
  const shown = nodes.map((node) => ({ id: node.id, name: node.name, stage: stageOf(node) }))
  return {
    id: version.flowId,
    version: version.number,
    startNodeId: start.id,
    nodes: [...shown, { id: cancelledNodeId, name: { 'zh-CN': '已取消', en: 'Cancelled' }, stage: 'closed' }],
    edges,
  }
}

const held: readonly Guard[] = [{ kind: 'has-assignee' }]
const free: readonly Guard[] = [{ kind: 'has-no-assignee' }]

const edge = (from: string, trigger: Trigger, to: string, guards: readonly Guard[] = []): FlowEdge => ({
  ...{ id: `${from}-${trigger}-${to}`, from, to, trigger, guards },
})
