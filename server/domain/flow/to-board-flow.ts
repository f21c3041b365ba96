import { cancelledNodeId } from './default-flow.ts'
import { stages, type Stage } from '../stage.ts'
import type { Flow, FlowEdge, Guard, Trigger } from './flow.ts'
import type { FlowVersion, VersionNode } from './version.ts'

/**
 * What a published version means for a board: its columns, and where a card may be dropped. A card stands on the nodes
 * on which somebody or something is waited for; from one such node to the next it is one move, whatever conditions,
 * forks and messages lie between.
 *
 * - move: along the ways that are drawn; into a node that the holder works on only when there is a holder
 * - assign: from nodes whose work may be transferred, to the first node of the holder; that is the only way there from
 *   the dispatch. Where no node is the holder's, a ticket stays where it stands
 * - unassign: from such nodes behind the dispatch back to it
 * - cancel: from everywhere; reopen: to the holder's first node, or to the dispatch when nobody holds the ticket
 */
export function toBoardFlow(version: FlowVersion): Flow {
  const nodes = Object.values(version.nodes).filter(isStanding)
  const unfinished = nodes.filter(({ type }) => type !== 'end')
  const ends = [...nodes.filter(({ type }) => type === 'end').map(({ id }) => id), cancelledNodeId]
  const [start] = standingBehind(version, version.startNodeId)
  const dispatch = nodes.find((node) => stageOf(node) === 'to-dispatch') ?? start
  if (!start || !dispatch)
    throw new Error(`flow ${version.flowId} v${version.number} has nothing to stand on`)
  const handover = nodes.find(isHoldersWork)
  const transferable = unfinished.filter(mayTransfer)
  const edges = [
    ...unfinished.flatMap((node) =>
      standingBehind(version, node.id)
        .filter((to) => to !== handover || isBehindDispatch(node))
        .map((to) => edge(node.id, 'move', to.id, isHoldersWork(to) ? held : [])),
    ),
    ...transferable.map(({ id }) => edge(id, 'assign', handover?.id ?? id)),
    ...transferable
      .filter(isBehindDispatch)
      .map(({ id }) => edge(id, 'unassign', handover ? dispatch.id : id)),
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

/** Where a card can be seen. What passes at once is never seen, and at a join the card shows what is still going on. */
function isStanding(node: VersionNode): boolean {
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
function standingBehind({ nodes }: FlowVersion, nodeId: string): readonly VersionNode[] {
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

/** A node that was given no stage waits. */
const stageOf = ({ config }: VersionNode): Stage => ('stage' in config ? config.stage : null) ?? 'waiting'

const isHoldersWork = (node: VersionNode): boolean =>
  (node.type === 'task' || node.type === 'approval') && node.config.handler?.kind === 'holder'

const mayTransfer = (node: VersionNode): boolean =>
  node.type === 'auto-assign' ||
  ((node.type === 'task' || node.type === 'approval') && node.config.operations.transfer === true)

const isBehindDispatch = (node: VersionNode): boolean =>
  stages.indexOf(stageOf(node)) > stages.indexOf('to-dispatch')
