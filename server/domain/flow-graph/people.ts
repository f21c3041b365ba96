import { z } from 'zod'
import { roles } from '../actor.ts'

const id = z.string().min(1).max(80)

/** A name in one language, or in both. */
export const nameSchema = z.union([
  z.string().max(200),
  z.object({ 'zh-CN': z.string().max(200), en: z.string().max(200) }),
])

const plainHandlers = [
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('role'), role: z.enum(roles) }),
  z.object({ kind: z.literal('team'), teamId: id }),
  /** The engineer who holds the ticket. */
  z.object({ kind: z.literal('holder') }),
  /** Who last worked on that node of the same ticket. */
  z.object({ kind: z.literal('last-handler'), nodeId: id }),
  /** The customer, by the link in a message. */
  z.object({ kind: z.literal('customer') }),
] as const

const plainHandler = z.discriminatedUnion('kind', plainHandlers)

/** Who works on a node. A rule is asked from top to bottom; the first guard that holds decides. */
export const handlerSchema = z.discriminatedUnion('kind', [
  ...plainHandlers,
  z.object({
    kind: z.literal('rule'),
    cases: z.array(z.object({ guard: z.string(), handler: plainHandler })).max(20),
    otherwise: plainHandler,
  }),
])

/** What happens when nobody fits the handler rule. */
export const vacancySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wait') }),
  z.object({ kind: z.literal('role'), role: z.enum(roles) }),
  z.object({ kind: z.literal('go-to'), nodeId: id }),
])

export const recipientSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('handler') }),
  z.object({ kind: z.literal('holder') }),
  z.object({ kind: z.literal('role'), role: z.enum(roles) }),
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('team'), teamId: id }),
])

export const channelSchema = z.enum(['app', 'sms', 'email', 'chat', 'phone'])

export const limitActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notify'), to: recipientSchema, channel: channelSchema }),
  z.object({ kind: z.literal('raise-priority') }),
  z.object({ kind: z.literal('hand-to'), handler: plainHandler }),
  /** Leaves the node by its exit `timed-out`. Only at breach. */
  z.object({ kind: z.literal('leave') }),
])

export type Name = z.infer<typeof nameSchema>
export type PlainHandler = z.infer<typeof plainHandler>
export type Handler = z.infer<typeof handlerSchema>
export type Recipient = z.infer<typeof recipientSchema>
export type Channel = z.infer<typeof channelSchema>
export type LimitAction = z.infer<typeof limitActionSchema>
