import type { Actor } from '../actor.ts'
import { outcomesOf } from '../flow-graph/exits.ts'
import { starterFields } from '../flow-graph/starters/starter-fields.ts'
import { inBothLanguages } from '../flow-graph/typed-graph.ts'
import type { BilingualText } from '../flow/flow.ts'
import type { FieldRight } from '../flow/field-rights.ts'
import type { FlowState } from '../flow/flow-state.ts'
import { isStanding } from '../flow/standing.ts'
import { findVersionNode, requireVersionNode } from '../flow/version.ts'
import { ownerOf, type StepOwner } from '../flow/who-acts.ts'
import type { GuardType, GuardValue } from '../guard/field-table.ts'
import type { Instant } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { findActRefusal, findWork, guardFactsOf, type RunningFlow } from './running-flow.ts'
import { rightOf } from './ticket-field-rights.ts'

/** Where a ticket stands on its flow, as one reader may see it and go on from it. */
export type TicketStand = {
  flow: BilingualText
  number: number
  /** Of the ticket, as it was read together with all this: whoever takes a step has seen it at this version. */
  ticketVersion: number
  status: FlowState['status']
  places: readonly StandingPlace[]
  /** Fields that the reader may not see are not among them. */
  fields: readonly StandField[]
}

export type StandingPlace = {
  tokenId: string
  nodeId: string
  name: BilingualText
  /** Somebody works there; else the ticket waits for a clock, another system, or its dispatch. */
  isWork: boolean
  /** On whose answer the ticket waits here; null where nobody works. */
  waitsFor: StepOwner | null
  since: Instant
  dueAt: Instant | null
  /** What the reader may answer; none when it is not theirs. */
  ways: readonly StepWay[]
  /** What has to be filled in before it goes on; only a rejection does without. */
  required: readonly string[]
  /** Where the reader may give it back to. */
  back: readonly { nodeId: string; name: BilingualText }[]
  /** Whether the reader may hand the work to somebody else, and end the ticket from here. */
  mayTransfer: boolean
  mayClose: boolean
}

export type StepWay =
  | { kind: 'complete'; outcome: string; name: BilingualText }
  | { kind: 'decide'; verdict: 'approved' | 'rejected' }

export type StandField = {
  field: string
  type: GuardType
  right: Exclude<FieldRight, 'hidden'>
  value: GuardValue | null
}

export function describeStand(
  running: RunningFlow,
  ticket: Ticket,
  reader: { actor: Actor; now: Instant; timeZone: string },
): TicketStand {
  const { version, state, form } = running
  const facts = guardFactsOf(running, ticket, reader)
  const fields = [...starterFields].flatMap(([field, { type }]): StandField[] => {
    if (!field.startsWith('form.')) return []
    const right = rightOf(field, running, ticket, reader)
    const value = form[field.slice('form.'.length)] ?? null
    const isOfInterest = value !== null || right === 'edit' || right === 'required'
    return right === 'hidden' || !isOfInterest ? [] : [{ field, type, right, value }]
  })
  return {
    flow: version.name,
    number: version.number,
    ticketVersion: ticket.version,
    status: state.status,
    places: state.tokens.map((token) => {
      const { id: tokenId, nodeId, since, dueAt } = token
      const node = requireVersionNode(version, nodeId)
      const work = findWork(running, tokenId)
      const isOwn = work !== undefined && !findActRefusal(running, ticket, work, reader)
      const operations = isOwn ? work.node.config.operations : {}
      const mayReturn = operations.return === true
      return {
        ...{ tokenId, nodeId, name: node.name, since, dueAt },
        isWork: work !== undefined,
        waitsFor: work ? ownerOf(token, work.node, facts) : null,
        mayTransfer: operations.transfer === true,
        mayClose: operations.close === true,
        ways: isOwn ? waysOf(work.node) : [],
        required: isOwn ? requiredOf(work.node.config.rights) : [],
        back: mayReturn
          ? Object.keys(state.visited)
              // Where it was on an earlier version there may be nothing any more.
              .flatMap((visited) => findVersionNode(version, visited) ?? [])
              .filter((one) => one.id !== nodeId && isStanding(one) && 'operations' in one.config)
              .map(({ id, name }) => ({ nodeId: id, name }))
          : [],
      }
    }),
    fields,
  }
}

/** What the ticket has of its own is filled in elsewhere. */
const requiredOf = (rights: Readonly<Record<string, FieldRight>>): readonly string[] =>
  [...starterFields.keys()].filter((field) => rights[field] === 'required' && field.startsWith('form.'))

const waysOf = (node: NonNullable<ReturnType<typeof findWork>>['node']): readonly StepWay[] =>
  node.type === 'task'
    ? outcomesOf(node).map(({ id, name }) => ({
        kind: 'complete',
        outcome: id,
        name: inBothLanguages(name),
      }))
    : node.config.operations.approve === false
      ? []
      : [
          { kind: 'decide', verdict: 'approved' },
          { kind: 'decide', verdict: 'rejected' },
        ]
