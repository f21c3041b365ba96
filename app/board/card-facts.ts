import { requireNode, type BilingualText, type Flow } from '#domain/flow/flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** The one thing that the third line of a card tells, by stage; null when there is nothing to tell. */
export type CardFact =
  | { kind: 'skill'; skill: SkillLevel; more: number }
  | { kind: 'distance-left'; meters: number }
  | { kind: 'since'; since: Instant }
  | { kind: 'node'; name: BilingualText }
  | { kind: 'closed-at'; at: Instant }
  | null

/** @param distanceLeftMeters from the engineer who is on the way, when known */
export function cardFact(ticket: Ticket, flow: Flow, distanceLeftMeters: number | null): CardFact {
  switch (ticket.stage) {
    case 'intake':
    case 'to-dispatch':
    case 'assigned': {
      const [skill, ...others] = ticket.requiredSkills
      return skill ? { kind: 'skill', skill, more: others.length } : null
    }
    case 'en-route':
      return distanceLeftMeters === null
        ? { kind: 'since', since: ticket.stageSince }
        : { kind: 'distance-left', meters: distanceLeftMeters }
    case 'on-site':
    case 'to-verify':
      return { kind: 'since', since: ticket.stageSince }
    case 'waiting':
      return { kind: 'node', name: requireNode(flow, ticket.nodeId).name }
    case 'closed':
      return ticket.closedAt === null ? null : { kind: 'closed-at', at: ticket.closedAt }
  }
}
