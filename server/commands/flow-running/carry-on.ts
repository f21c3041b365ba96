import { randomUUID } from 'node:crypto'
import type { Transaction } from '#db/client.ts'
import { hasRoleOnBoard } from '#db/flow-people.ts'
import type { FlowMessage } from '#db/message.ts'
import type { FlowWebhook } from '#db/webhook-delivery.ts'
import type { SubTicketRow } from '#db/sub-ticket.ts'
import type { NewTimer, TimerName } from '#db/timer.ts'
import type { Role } from '#domain/actor.ts'
import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'
import { decideRaisePriority } from '#domain/decide/decide-ticket-content.ts'
import { findWork } from '#domain/decide/running-flow.ts'
import { requireVersionNode } from '#domain/flow/version.ts'
import type { FlowEffect } from '#domain/flow/flow-input.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { assignByRule } from './assign-by-rule.ts'
import { createDesk, type Desk, type Order } from './desk.ts'
import { createLoadBook, type LoadBook } from './load-book.ts'
import { rankByWork } from './rank-by-work.ts'
import { openSubTicket } from './open-sub-ticket.ts'

const toMessage = (desk: Desk, { ticketId, effect }: Order & { effect: EffectOf<'notify'> }): FlowMessage => {
  const { nodeId, to, channel, text } = effect
  const ticket = desk.ticket(ticketId)
  const visit = desk.facts.runningFlow?.(ticketId)?.state.visited[nodeId]
  const people = { handlerId: visit?.handlerId ?? null, holderId: ticket.assignment?.engineerId ?? null }
  return { boardId: ticket.boardId, ticketId, nodeId, to, channel, text, ...people }
}

function toWebhook(desk: Desk, { ticketId, effect }: Order & { effect: EffectOf<'webhook'> }): FlowWebhook {
  const ticket = desk.ticket(ticketId)
  const version = desk.facts.runningFlow?.(ticketId)?.version
  // Its answer would find no step that waits for it, and the ticket would stand there for ever.
  if (!ticket.flow || !version) throw new Error(`ticket ${ticketId} calls ${effect.url} on no known version`)
  const { nodeId, tokenId, step, url, retries } = effect
  const node = { id: nodeId, name: requireVersionNode(version, nodeId).name }
  return { id: randomUUID(), ticket, flow: ticket.flow, node, tokenId, step, url, retries }
}

type EffectOf<Kind extends FlowEffect['kind']> = Extract<FlowEffect, { kind: Kind }>

/** What the flows of a command's tickets want written besides the tickets themselves. */
export type CarriedOn = {
  /** Those of the decision, and those that followed from them. */
  events: readonly TicketEvent[]
  timers: { set: readonly NewTimer[]; cleared: readonly TimerName[] }
  subTickets: readonly SubTicketRow[]
  messages: readonly FlowMessage[]
  webhooks: readonly FlowWebhook[]
}

/** What the commands of one transaction share: what was decided before this one, and what need not be asked again. */
type Batch = { earlier?: readonly TicketEvent[]; roles?: RoleBook; loads?: LoadBook }

/** Whether anybody of a role could work on tickets of the board. */
type RoleBook = (role: Role) => Promise<boolean>

/** Each role is asked for once: a batch of tickets begins with the same step. */
export function createRoleBook(tx: Transaction, boardId: string): RoleBook {
  const known = new Map<Role, Promise<boolean>>()
  return (role) => {
    const asked = known.get(role) ?? hasRoleOnBoard(tx, boardId, role)
    known.set(role, asked)
    return asked
  }
}

const nothing = { timers: { set: [], cleared: [] }, subTickets: [], messages: [], webhooks: [] }

/**
 * Does what the flows have ordered for the steps of a decision. That may bring tickets further, which orders more: it ends
 * when nothing is left to do, and all of it belongs to the one command.
 */
export async function carryOn(
  tx: Transaction,
  facts: BoardFacts,
  decision: Decision & { ok: true },
  context: DecisionContext,
  {
    earlier = [],
    roles = createRoleBook(tx, facts.board.id),
    loads = createLoadBook(tx, facts.board.id),
  }: Batch = {},
): Promise<CarriedOn> {
  if (!decision.ordered?.some(({ effects }) => effects.length > 0))
    return { events: decision.events, ...nothing }
  const desk = createDesk(facts, context, earlier)
  const timers = new Map<string, NewTimer>()
  const cleared: TimerName[] = []
  const subTickets: SubTicketRow[] = []
  const messages: FlowMessage[] = []
  const webhooks: FlowWebhook[] = []
  const boardId = facts.board.id
  desk.take(decision)
  for (let order = desk.orders.shift(); order; order = desk.orders.shift()) {
    const { ticketId, effect } = order
    switch (effect.kind) {
      case 'set-timer': {
        const { tokenId, step, timer: kind, at: dueAt } = effect
        timers.set(`${ticketId}/${tokenId}/${step}/${kind}`, {
          ...{ boardId, ticketId, tokenId, step, kind, dueAt },
        })
        break
      }
      case 'clear-timers': {
        const { tokenId, step } = effect
        for (const kind of ['warning', 'breach', 'wait'])
          timers.delete(`${ticketId}/${tokenId}/${step}/${kind}`)
        cleared.push({ ticketId, tokenId, step })
        break
      }
      case 'raise-priority': {
        const raised = decideRaisePriority(desk.ticket(ticketId))
        if (raised.ok) desk.take(raised)
        break
      }
      case 'assign':
        await findHandler({ desk, roles, loads }, { ticketId, effect })
        break
      case 'auto-assign':
        if (effect.by.kind === 'rule')
          await assignByRule(tx, { desk, loads }, { ticketId, effect, handler: effect.by.handler }, context)
        break
      case 'open-sub-ticket': {
        const row = await openSubTicket(tx, desk, { ticketId, effect }, { context, opened: subTickets })
        if (row) subTickets.push(row)
        break
      }
      case 'notify':
        messages.push(toMessage(desk, { ticketId, effect }))
        break
      case 'webhook':
        webhooks.push(toWebhook(desk, { ticketId, effect }))
    }
  }
  const waited = { set: [...timers.values()], cleared }
  return { events: desk.events, timers: waited, subTickets, messages, webhooks }
}

/**
 * Work for everybody of a role stays open to all of them, work for a team goes to whoever of it has the least to do; when
 * there is nobody, the node says what is to be done. Asked for the role that fills such a gap, there is nothing left to do.
 */
async function findHandler(
  { desk, roles, loads }: { desk: Desk; roles: RoleBook; loads: LoadBook },
  { ticketId, effect: { to, tokenId, step } }: Order & { effect: EffectOf<'assign'> },
): Promise<void> {
  const running = desk.facts.runningFlow?.(ticketId)
  const work = running && findWork(running, tokenId)
  if (work?.token.step !== step || to.kind === 'customer') return
  if (to.kind === 'team') {
    // Nobody is locked for a step: there is no limit that two at once could break.
    const [handlerId = null] = rankByWork(await loads.engineersOf(to.teamId), { desk, loads })
    desk.run(ticketId, { kind: 'handler-found', tokenId, step, handlerId })
    return
  }
  const { vacant, handler } = work.node.config
  const isSubstitute = to.kind === 'role' && vacant.kind === 'role' && vacant.role === to.role
  if (isSubstitute && !(handler?.kind === 'role' && handler.role === to.role)) return
  if (to.kind === 'role' && (await roles(to.role))) return
  if (isSubstitute) return
  desk.run(ticketId, { kind: 'handler-found', tokenId, step, handlerId: null })
}
