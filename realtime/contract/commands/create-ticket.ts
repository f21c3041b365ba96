import { z } from 'zod'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import { decideCreateTicket, type NewTicketFacts } from '#domain/decide/decide-ticket-content.ts'
import { ticketSources } from '#domain/ticket/ticket.ts'
import { defineCommand } from '../define-command.ts'
import {
  address,
  description,
  id,
  instant,
  onBoard,
  place,
  priority,
  skills,
  text,
  title,
} from '../fields.ts'

const schema = onBoard({
  ticketId: id,
  externalId: text.min(1).max(80).nullable(),
  title,
  description,
  priority,
  requiredSkills: skills,
  place,
  address,
  windowFrom: instant.nullable(),
  windowTo: instant.nullable(),
  dueAt: instant.optional(),
  createdAt: instant.optional(),
  closedAt: instant.optional(),
  source: z.enum(ticketSources),
  customer: z
    .union([z.object({ id }), z.object({ name: text.min(1).max(80), phone: text.max(30) })])
    .nullable(),
  assetId: id.nullable(),
})

export const createTicket = defineCommand<
  'createTicket',
  z.infer<typeof schema>,
  BoardFacts & NewTicketFacts
>({
  name: 'createTicket',
  schema,
  touches: ({ ticketId }) => ({ ticketIds: [ticketId], engineerIds: [] }),
  decide: decideCreateTicket,
})
