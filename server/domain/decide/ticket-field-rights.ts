import { starterFields } from '../flow-graph/starters/starter-fields.ts'
import { fieldRight, mayChange, type FieldRight } from '../flow/field-rights.ts'
import type { GuardValue } from '../guard/field-table.ts'
import { refuse, type Refusal } from '../rejection.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { BoardFacts, DecisionContext } from './board-facts.ts'
import {
  allWork,
  findActRefusal,
  type FlowMoment,
  type RunningFlow,
  type TicketForm,
} from './running-flow.ts'

/** What the actor may do with a field where the ticket stands. */
export function rightOf(field: string, running: RunningFlow, ticket: Ticket, moment: FlowMoment): FieldRight {
  const work = allWork(running)
  const own = work.filter((one) => !findActRefusal(running, ticket, one, moment)).map(({ node }) => node)
  return fieldRight(field, { own, all: work.map(({ node }) => node) })
}

/** The first of the ticket's own fields that its step does not let the actor change; screens do not know. */
export function findReadOnly(
  facts: BoardFacts,
  ticket: Ticket,
  fields: readonly string[],
  { now, actor }: DecisionContext,
): Refusal | undefined {
  const running = facts.runningFlow?.(ticket.id)
  if (!running) return undefined
  const moment = { now, actor, timeZone: facts.board.timeZone }
  const field = fields.find((one) => !mayChange(rightOf(one, running, ticket, moment)))
  return field === undefined ? undefined : refuse({ name: 'field-read-only', field })
}

/** The form with what was filled in, by full field names, or the first field that cannot be so. */
export function fillIn(
  running: RunningFlow,
  ticket: Ticket,
  filled: Readonly<Record<string, GuardValue | null>>,
  moment: FlowMoment,
): { ok: true; running: RunningFlow; form: TicketForm } | Refusal {
  const form: Record<string, GuardValue | null> = {}
  for (const [field, value] of Object.entries(filled)) {
    if (!field.startsWith('form.') || !fits(field, value)) return refuse({ name: 'field-unfit', field })
    if (!mayChange(rightOf(field, running, ticket, moment))) return refuse({ name: 'field-read-only', field })
    form[field.slice('form.'.length)] = value
  }
  return { ok: true, form, running: { ...running, form: { ...running.form, ...form } } }
}

/** An empty value fits everywhere; what is filled in must be of the field's type. */
function fits(field: string, value: GuardValue | null): boolean {
  if (value === null) return true
  switch (starterFields.get(field)?.type) {
    case 'number':
    case 'duration':
    case 'moment':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
    case 'numbers':
      return Array.isArray(value) && value.every((one) => typeof one === 'number')
    case 'text':
    case undefined:
      return typeof value === 'string'
  }
}
