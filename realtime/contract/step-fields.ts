import { z } from 'zod'
import { id, onTicket, text } from './fields.ts'

/** Names out of a drawn flow: made by its editor, not by the database. */
export const flowName = z.string().min(1).max(80)

const long = text.max(4_000)
const value = z.union([
  z.number(),
  z.boolean(),
  long,
  z.array(z.number()).max(50),
  z.array(text.max(400)).max(50),
])

/** What is filled in on the way, by full field names; null empties a field. */
export const formFields = z
  .record(z.string().max(80), value.nullable())
  .refine((fields) => Object.keys(fields).length <= 100)

/** What whoever takes the step has to say about it: a note like any other, written together with the step. */
export const stepNote = z.object({ noteId: id, text: text.min(1).max(2000) })

/** A command on the work of one token. */
export const onStep = <Shape extends z.ZodRawShape>(shape: Shape) => onTicket({ tokenId: flowName, ...shape })
