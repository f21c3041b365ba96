import type { Rejection } from '../rejection.ts'
import type { Stage } from '../stage.ts'
import { requireNode, type Flow, type FlowEdge, type FlowNode, type Guard, type Trigger } from './flow.ts'

/** The facts of a ticket that guards look at. */
export type StepFacts = { nodeId: string; hasAssignee: boolean }

/** Where the mover wants to go: a column, or one node of it when there are several. Undefined: wherever the edge leads. */
export type StepTarget = { stage: Stage; nodeId?: string | undefined }

export type Step = { ok: true; node: FlowNode; edge: FlowEdge } | { ok: false; rejection: Rejection }

/**
 * The one transition that a trigger opens from where the ticket stands, or why there is none.
 * Exactly one open edge: it is taken. Several: `choose-transition` names them. None: `no-transition`,
 * or `assignee-needed` when a guard for an engineer is all that stands in the way.
 */
export function step(flow: Flow, facts: StepFacts, trigger: Trigger, target?: StepTarget): Step {
  const from = requireNode(flow, facts.nodeId)
  const edges = flow.edges.filter(
    (edge) => edge.from === from.id && edge.trigger === trigger && leadsTo(flow, edge, target),
  )
  const open = edges.filter((edge) => edge.guards.every((guard) => passes(guard, facts)))
  const [only, ...others] = open
  if (only && others.length === 0) return { ok: true, edge: only, node: requireNode(flow, only.to) }
  if (only) {
    const options = open
      .map((edge) => requireNode(flow, edge.to))
      .map(({ id, name }) => ({ nodeId: id, name }))
    return {
      ok: false,
      rejection: { name: 'choose-transition', stage: requireNode(flow, only.to).stage, options },
    }
  }
  if (!facts.hasAssignee && edges.some(({ guards }) => guards.some(({ kind }) => kind === 'has-assignee')))
    return { ok: false, rejection: { name: 'assignee-needed', to: target?.stage ?? 'assigned' } }
  return { ok: false, rejection: { name: 'no-transition', from: from.stage, to: target?.stage ?? null } }
}

function leadsTo(flow: Flow, edge: FlowEdge, target: StepTarget | undefined): boolean {
  if (!target) return true
  const node = requireNode(flow, edge.to)
  return node.stage === target.stage && (target.nodeId === undefined || node.id === target.nodeId)
}

function passes(guard: Guard, facts: StepFacts): boolean {
  switch (guard.kind) {
    case 'has-assignee':
      return facts.hasAssignee
    case 'has-no-assignee':
      return !facts.hasAssignee
  }
}
