import { z } from 'zod'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import { decideEditTicket, type EditFacts } from '#domain/decide/decide-ticket-content.ts'
import type { TicketChanges } from '#domain/ticket/ticket-event.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { address, description, instant, onTicket, place, skills, title } from '../fields.ts'

const changes = z
  .object({
    title,
    description,
    requiredSkills: skills,
    place,
    address,
    windowFrom: instant.nullable(),
    windowTo: instant.nullable(),
    dueAt: instant,
  })
  .partial()

const schema = onTicket({ changes })

export const editTicket = defineCommand<'editTicket', z.infer<typeof schema>, BoardFacts & EditFacts>({
  name: 'editTicket',
  schema,
  touches: touchesTicket,
  decide: (facts, input, context) =>
    decideEditTicket(facts, { ...input, changes: withoutAbsent(input.changes) }, context),
})

/** zod types a left-out field as possibly undefined; an event must not carry it at all. */
const withoutAbsent = (given: z.infer<typeof changes>): TicketChanges =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
