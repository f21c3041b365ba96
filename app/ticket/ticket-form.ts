import { commands, type CommandInput } from '#contract/command.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { Priority, Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { problemsOf, type FormProblems } from './form-problem.ts'
import { fromLocalInput, toLocalInput } from './local-input.ts'

/** What the edit form holds while somebody types. Moments are as their inputs write them, on the board's clocks. */
export type ContentForm = {
  title: string
  description: string
  address: string
  place: LngLat | null
  requiredSkills: readonly SkillLevel[]
  windowFrom: string
  windowTo: string
  dueAt: string
}

export type NewTicketForm = ContentForm & {
  priority: Priority
  customerName: string
  customerPhone: string
}

export const emptyForm: NewTicketForm = {
  title: '',
  description: '',
  address: '',
  place: null,
  requiredSkills: [],
  windowFrom: '',
  windowTo: '',
  dueAt: '',
  priority: 3,
  customerName: '',
  customerPhone: '',
}

export const contentOf = (ticket: Ticket, timeZone: string): ContentForm => ({
  title: ticket.title,
  description: ticket.description,
  address: ticket.address,
  place: ticket.place,
  requiredSkills: ticket.requiredSkills,
  windowFrom: toLocalInput(ticket.windowFrom, timeZone),
  windowTo: toLocalInput(ticket.windowTo, timeZone),
  dueAt: toLocalInput(ticket.dueAt, timeZone),
})

const contentFields = [
  'title',
  'description',
  'address',
  'place',
  'requiredSkills',
  'windowFrom',
  'windowTo',
  'dueAt',
] as const

/** The fields in which the form says something else than the ticket. Seconds that an input cannot show are no change. */
const touchedFields = (form: ContentForm, base: Ticket, timeZone: string): (keyof ContentForm)[] => {
  const seen = contentOf(base, timeZone)
  return contentFields.filter((field) => JSON.stringify(form[field]) !== JSON.stringify(seen[field]))
}

type EditedFields = CommandInput<'editTicket'>['changes']

type Checked<Value> = { ok: true; value: Value } | { ok: false; problems: FormProblems }

/** Only what was changed, checked by the command's schema; empty when nothing was. */
export function changesOf(form: ContentForm, base: Ticket, timeZone: string): Checked<EditedFields> {
  const values = contentValues(form, timeZone)
  const touched = touchedFields(form, base, timeZone)
  const changes = Object.fromEntries(touched.map((field) => [field, values[field]]))
  if (isReversed(values)) return { ok: false, problems: { windowTo: { name: 'windowReversed' } } }
  const parsed = commands.editTicket.schema.safeParse({
    commandId: base.id,
    boardId: base.boardId,
    ticketId: base.id,
    expectedVersion: base.version,
    changes,
  })
  return parsed.success
    ? { ok: true, value: parsed.data.changes }
    : { ok: false, problems: problemsOf(parsed.error.issues) }
}

/** The ticket has changed while somebody types: what they wrote stays, what they left alone follows the ticket. */
export function rebaseForm(form: ContentForm, base: Ticket, latest: Ticket, timeZone: string): ContentForm {
  const touched = touchedFields(form, base, timeZone)
  return {
    ...contentOf(latest, timeZone),
    ...Object.fromEntries(touched.map((field) => [field, form[field]])),
  }
}

/** The fields of a form that differ between two states of a ticket, for the line that says what somebody else changed. */
export const differingFields = (before: Ticket, after: Ticket): string[] =>
  contentFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))

type NewTicketInput = Omit<CommandInput<'createTicket'>, 'commandId' | 'boardId'>

/** A createTicket message, or what is wrong at which field. `boardId` only completes the message for its schema. */
export function newTicketOf(
  form: NewTicketForm,
  ticketId: string,
  board: { id: string; timeZone: string },
): Checked<NewTicketInput> {
  const { dueAt, ...values } = contentValues(form, board.timeZone)
  const customerName = form.customerName.trim()
  const customerPhone = form.customerPhone.trim()
  const noCustomer = customerName === '' && customerPhone === ''
  const input = {
    ...values,
    ...(dueAt !== null && { dueAt }),
    ticketId,
    externalId: null,
    priority: form.priority,
    source: 'phone' as const,
    customer: noCustomer ? null : { name: customerName, phone: customerPhone },
    assetId: null,
  }
  const parsed = commands.createTicket.schema.safeParse({ ...input, commandId: ticketId, boardId: board.id })
  const problems: FormProblems = parsed.success ? {} : problemsOf(parsed.error.issues)
  if (isReversed(values)) problems.windowTo ??= { name: 'windowReversed' }
  const { place } = input
  if (Object.keys(problems).length > 0 || place === null) return { ok: false, problems }
  return { ok: true, value: { ...input, place } }
}

function contentValues(form: ContentForm, timeZone: string) {
  return {
    title: form.title.trim(),
    description: form.description.trim(),
    address: form.address.trim(),
    place: form.place,
    requiredSkills: [...form.requiredSkills],
    windowFrom: fromLocalInput(form.windowFrom, timeZone),
    windowTo: fromLocalInput(form.windowTo, timeZone),
    dueAt: fromLocalInput(form.dueAt, timeZone),
  }
}

const isReversed = ({ windowFrom, windowTo }: { windowFrom: number | null; windowTo: number | null }) =>
  windowFrom !== null && windowTo !== null && windowTo <= windowFrom
