import type { Actor, Role } from '../actor.ts'
import type { HumanNode } from '../flow-graph/node-config.ts'
import type { GuardFacts } from '../guard/field-table.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { chooseHandler } from './choose-handler.ts'
import type { Token } from './flow-state.ts'

const ranks: Record<Role, number> = { engineer: 0, 'service-desk': 1, dispatcher: 2, supervisor: 3, admin: 4 }

/** Paidan itself may do what a dispatcher may. */
const rankOf = (actor: Actor): number => {
  switch (actor.kind) {
    case 'person':
      return ranks[actor.role]
    case 'engineer':
      return ranks.engineer
    case 'engine':
      return ranks.dispatcher
  }
}

/**
 * Whether somebody may answer for the work on a node: the one who has it in hand; the role that the node names and those
 * above it; for the work of an engineer the dispatch, which is told by phone; for that of the customer the office.
 * Where one person is named, only supervisors stand in for them.
 */
export function mayActOn(
  actor: Actor,
  { handlerId }: Token,
  { config }: HumanNode,
  { ticket, facts }: { ticket: Pick<Ticket, 'assignment'>; facts: GuardFacts },
): boolean {
  const rank = rankOf(actor)
  if (rank >= ranks.supervisor || handlerId === actor.id) return true
  if (handlerId === null && config.vacant.kind === 'role' && rank >= ranks[config.vacant.role]) return true
  const handler = config.handler && chooseHandler(config.handler, facts)
  switch (handler?.kind) {
    case 'holder':
    case 'last-handler':
      return rank >= ranks.dispatcher || ticket.assignment?.engineerId === actor.id
    case 'role':
      return handler.role === 'engineer'
        ? rank >= ranks.dispatcher || ticket.assignment?.engineerId === actor.id
        : rank >= ranks[handler.role]
    case 'person':
      return false
    case 'customer':
    case 'team':
    case undefined:
      return rank >= ranks['service-desk']
  }
}

/** For whom a step waits: the one who has it in hand, those of a role, or the customer, for whom the office answers. */
export type StepOwner = { kind: 'handler'; id: string } | { kind: 'role'; role: Role } | { kind: 'customer' }

export function ownerOf({ handlerId }: Token, { config }: HumanNode, facts: GuardFacts): StepOwner {
  if (handlerId !== null) return { kind: 'handler', id: handlerId }
  const handler = config.handler && chooseHandler(config.handler, facts)
  switch (handler?.kind) {
    case 'role':
    case 'customer':
      return handler
    case 'holder':
    case 'last-handler':
    case 'person':
      // There was nobody: who the node says fills the gap, else whoever dispatches.
      return config.vacant.kind === 'role' ? config.vacant : { kind: 'role', role: 'dispatcher' }
    case 'team':
    case undefined:
      return { kind: 'role', role: 'service-desk' }
  }
}
