import type { CommandInput, CommandMessage } from '#contract/command.ts'
import type { StandField, StandingPlace, StepWay, TicketStand } from '#domain/decide/describe-stand.ts'
import type { StepOwner } from '#domain/flow/who-acts.ts'
import type { GuardType } from '#domain/guard/field-table.ts'
import { hours, minutes, type Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

type Filled = NonNullable<CommandInput<'completeStep'>['fields']>

/** How somebody answers for a step, with what they fill in. */
export type StepAnswer = { tokenId: string; way: StepWay; fields: Filled }

type Chance = { now: Instant; random: () => number }

/** How often something else than what is usual happens: parts are missing, the customer says no. */
const unusualShare = 0.1
/** How often a field is filled in that nobody has to fill in. */
const diligentShare = 0.35

/** The first step that waits for somebody of those meant, and that the reader of this stand may answer for. */
export const findStep = (
  { places }: TicketStand,
  isMeant: (owner: StepOwner) => boolean,
): StandingPlace | undefined =>
  places.find(({ waitsFor, ways }) => waitsFor !== null && ways.length > 0 && isMeant(waitsFor))

/** What comes first in the flow is what usually happens. What the step requires is filled in, as far as it is not yet. */
export function answerStep(
  { fields }: Pick<TicketStand, 'fields'>,
  { tokenId, ways }: Pick<StandingPlace, 'tokenId' | 'ways'>,
  { now, random }: Chance,
): StepAnswer | undefined {
  const [usual, ...others] = ways
  if (!usual) return undefined
  const other = others[Math.floor(random() * others.length)]
  const way = other && random() < unusualShare ? other : usual
  const isFilled = ({ right, value }: StandField) =>
    value === null && (right === 'required' || (right === 'edit' && random() < diligentShare))
  const filled = fields
    .filter(isFilled)
    .map(({ field, type }) => [field, valueFor(type, { now, random })] as const)
  return { tokenId, way, fields: Object.fromEntries(filled) }
}

function valueFor(type: GuardType, { now, random }: Chance): Filled[string] {
  const number = 1 + Math.floor(10 * random())
  switch (type) {
    case 'number':
      return number
    case 'text':
      return `No. ${number}`
    case 'boolean':
      return true
    case 'duration':
      return minutes(number)
    case 'moment':
      return now + hours(24)
    case 'numbers':
      return [number]
    case 'texts':
      return [`No. ${number}`]
  }
}

export function toStepMessage(
  commandId: string,
  { id: ticketId, boardId, version: expectedVersion }: Ticket,
  { tokenId, way, fields }: StepAnswer,
): CommandMessage {
  const input = { commandId, boardId, ticketId, expectedVersion, tokenId, fields }
  return way.kind === 'complete'
    ? { name: 'completeStep', input: { ...input, outcome: way.outcome } }
    : { name: 'decideApproval', input: { ...input, verdict: way.verdict } }
}
