import { z } from 'zod'

/** Field schemas that several messages share. A failed one is answered as `wrong-field` with the field's path. */
export const id = z.uuid()
export const version = z.int().min(1)
/** From 1970 to the end of 2199: later ones are slips of the pen, and far later ones PostgreSQL cannot keep. */
export const instant = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1) - 1)
/** Words of a person. PostgreSQL keeps neither the character NUL nor half of a surrogate pair. */
export const text = z
  .string()
  .refine((given) => !given.includes('\0') && !/\p{Surrogate}/u.test(given))
  .trim()
export const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export const place = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) })
export const title = text.min(1).max(120)
export const description = text.max(4000)
export const address = text.max(300)
/** Why a dispatcher chose other than the engine advised; kept with the decision. */
export const overrideReason = text.max(500)
export const skills = z.array(z.object({ skill: text.min(1).max(40), level: z.int().min(1).max(5) })).max(8)

/** Names a command for ever: sent again with the same id it is answered, not done, a second time. */
const envelope = { commandId: id, boardId: id }

export const onBoard = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...envelope, ...shape })

/** A command on one ticket as the sender saw it. */
export const onTicket = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...envelope, ticketId: id, expectedVersion: version, ...shape })
