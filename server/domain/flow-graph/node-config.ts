import { z } from 'zod'
import { stages } from '../stage.ts'
import {
  channelSchema,
  handlerSchema,
  limitActionSchema,
  nameSchema,
  recipientSchema,
  vacancySchema,
} from './people.ts'

/**
 * The settings of each type of node. In the shared document every field is a value of its own, so that two people who
 * change two fields of one node both keep their change; where a setting has many parts, each part is a field as well,
 * written `rights.form.cost` or `branches.b1`. Every field has a default: a node just dropped on the canvas is complete
 * in shape, and what it still lacks the validation says.
 */

const name = nameSchema.default('')
const stage = z.enum(stages)
const minutesSchema = z.number().int().min(1).max(525_600)
const many = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema).default({})

/** One way out that a person chooses. `back` says that it is meant to lead back. */
const outcome = z.object({ name: nameSchema, order: z.number(), back: z.boolean().optional() })
const message = z.object({
  when: z.enum(['entered', 'left']),
  to: recipientSchema,
  channel: channelSchema,
  text: nameSchema,
})

export const operations = ['return', 'transfer', 'close', 'approve'] as const
const rights = ['hidden', 'read', 'edit', 'required'] as const

const human = {
  name,
  stage: stage.nullable().default(null),
  handler: handlerSchema.nullable().default(null),
  vacant: vacancySchema.default({ kind: 'wait' }),
  rights: many(z.enum(rights)),
  operations: z.partialRecord(z.enum(operations), z.boolean()).default({}),
  /** Minutes of the calendar `limitCalendar`; `always` counts day and night, null has not been chosen. */
  limitMinutes: minutesSchema.nullable().default(null),
  limitCalendar: z.string().max(80).nullable().default(null),
  /** Minutes before the limit. */
  warnMinutes: minutesSchema.nullable().default(null),
  onWarning: many(limitActionSchema),
  onBreach: many(limitActionSchema),
  messages: many(message),
}

export const configSchemas = {
  start: z.object({ name, stage: stage.default('intake') }),
  task: z.object({ ...human, outcomes: many(outcome) }),
  approval: z.object(human),
  'auto-assign': z.object({
    name,
    stage: stage.nullable().default('to-dispatch'),
    by: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('policy') }),
        z.object({ kind: z.literal('rule'), handler: handlerSchema }),
      ])
      .default({ kind: 'policy' }),
    /** How long the engine goes on looking before the ticket leaves by `unassigned`. */
    patienceMinutes: minutesSchema.default(15),
  }),
  condition: z.object({
    name,
    branches: many(z.object({ name: nameSchema, order: z.number(), guard: z.string().max(1_000) })),
  }),
  fork: z.object({ name }),
  join: z.object({ name }),
  timer: z.object({
    name,
    stage: stage.nullable().default(null),
    /** From when the minutes count; before the due time they count backwards. */
    from: z.enum(['entered', 'before-due']).default('entered'),
    minutes: minutesSchema.default(60),
    calendar: z.string().max(80).nullable().default(null),
  }),
  notify: z.object({
    name,
    to: recipientSchema.nullable().default(null),
    channel: channelSchema.default('app'),
    text: nameSchema.default(''),
  }),
  'sub-ticket': z.object({
    name,
    stage: stage.nullable().default(null),
    title: nameSchema.default(''),
    /** Null: the flow of the board. */
    flowId: z.string().max(80).nullable().default(null),
    /** The parent stands here until the sub-ticket is finished. */
    waits: z.boolean().default(false),
    /** The parent cannot be closed before. */
    blocksClosing: z.boolean().default(true),
  }),
  webhook: z.object({
    name,
    stage: stage.nullable().default(null),
    url: z.string().max(2_000).default(''),
    retries: z.number().int().min(0).max(10).default(5),
    /** The ticket stands here until the other system has answered. */
    waits: z.boolean().default(false),
  }),
  /** Behind a fork an end of the `ticket` calls the other branches back; an end of the `branch` lets them go on. */
  end: z.object({
    name,
    stage: stage.default('closed'),
    ends: z.enum(['ticket', 'branch']).default('ticket'),
  }),
  /** A frame on the canvas around some nodes; nothing runs through it. */
  group: z.object({ name }),
} as const

export type NodeType = keyof typeof configSchemas
export const nodeTypes = Object.keys(configSchemas) as readonly NodeType[]

type Configs = { [Type in NodeType]: z.infer<(typeof configSchemas)[Type]> }

/** A node with settings of known shape. */
export type TypedNode<Type extends NodeType = NodeType> = {
  [One in Type]: { id: string; type: One; config: Configs[One] }
}[Type]

/** The nodes on which a person works. */
export type HumanNode = TypedNode<'task' | 'approval'>
export type Operation = (typeof operations)[number]
