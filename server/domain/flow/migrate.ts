import type { FlowEvent } from './flow-event.ts'
import type { Advance, FlowContext } from './flow-input.ts'
import { FlowRun } from './flow-run.ts'
import { carries, type FlowState, type Frame, type Token } from './flow-state.ts'
import type { FlowVersion, VersionNode } from './version.ts'

/** Where tickets of one node go in another version. A node that is not named keeps its id. */
export type NodeMapping = Readonly<Record<string, string>>

/** Why a ticket cannot be moved to another version as it stands. */
export type MigrationFlaw =
  | { name: 'node-gone'; nodeId: string }
  | { name: 'node-unfit'; nodeId: string; target: string }
  /** Some of the tokens of a fork would stay within its block and others not. */
  | { name: 'block-torn'; forkId: string }

/** `planned`: it was said that those of this node stay. */
export type StayFlaw = MigrationFlaw | { name: 'planned'; nodeId: string }

export type Migration = (Advance & { ok: true }) | { ok: false; flaw: MigrationFlaw }

/**
 * Moves a running ticket from one version of its flow to `context.version`. A token whose node is still there stays as
 * it is, and a time limit that has begun runs on. The others go where the mapping sends them, and from there on it is as
 * if they had just come: timers begin, and what passes at once passes. Nothing is lost and nothing is doubled: a ticket
 * for which that cannot be promised is refused whole. The same function answers a dry run.
 */
export function migrateTicket(
  state: FlowState,
  from: FlowVersion,
  mapping: NodeMapping,
  context: FlowContext,
): Migration {
  const run = new FlowRun(state, context)
  const moves: Move[] = []
  for (const token of state.tokens) {
    const move = moveOf(token, from, mapping, context.version)
    if ('name' in move) return { ok: false, flaw: move }
    moves.push(move)
  }
  const torn = findTornBlock(state, moves)
  if (torn) return { ok: false, flaw: { name: 'block-torn', forkId: torn.forkId } }
  for (const { token, nodeId, frames, stays } of moves) if (!stays) run.relocate(token, nodeId, frames)
  run.settle()
  return { ok: true, state: run.state, events: run.events, effects: run.effects }
}

/** From where to where a migration has sent tokens. */
export const movesIn = (steps: readonly FlowEvent[]): { from: string; to: string }[] =>
  steps.flatMap((step) =>
    step.type === 'tokenPlaced' && step.why === 'moved' && step.from
      ? [{ from: step.from.nodeId, to: step.nodeId }]
      : [],
  )

type Move = { token: Token; nodeId: string; frames: readonly Frame[]; stays: boolean }

function moveOf(
  token: Token,
  from: FlowVersion,
  mapping: NodeMapping,
  to: FlowVersion,
): Move | MigrationFlaw {
  const nodeId = mapping[token.nodeId] ?? token.nodeId
  const node = Object.hasOwn(to.nodes, nodeId) ? to.nodes[nodeId] : undefined
  if (!node) return { name: 'node-gone', nodeId }
  const frames = framesAt(token, node, to)
  const isSameNode = nodeId === token.nodeId && node.type === from.nodes[nodeId]?.type
  const stays = isSameNode && frames.length === token.frames.length
  // To come anew to a node that has asked for something would ask for it twice.
  const asksTwice = isSameNode && !stays && (node.type === 'sub-ticket' || node.type === 'webhook')
  const isPassage = !isSameNode && (node.type === 'start' || node.type === 'fork' || node.type === 'join')
  if (asksTwice || isPassage) return { name: 'node-unfit', nodeId: token.nodeId, target: nodeId }
  return { token, nodeId, frames, stays }
}

/** The blocks that there still are in the new version around the node, from the outermost on. */
function framesAt(token: Token, node: VersionNode, version: FlowVersion): readonly Frame[] {
  const end = token.frames.findIndex(({ forkId }) => {
    const block = version.nodes[forkId]?.block
    return !block || (block.joinId !== node.id && !block.inside.includes(node.id))
  })
  return end < 0 ? token.frames : token.frames.slice(0, end)
}

/** A passage through a fork that one token would still carry and another would have lost, or that several would lose. */
function findTornBlock(
  { tokens }: FlowState,
  moves: readonly { token: Token; frames: readonly Frame[] }[],
): Frame | undefined {
  return moves
    .flatMap(({ token, frames }) => token.frames.slice(frames.length))
    .find((lost) => tokens.filter((token) => carries(token, lost)).length > 1)
}
