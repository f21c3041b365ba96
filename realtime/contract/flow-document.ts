import { z } from 'zod'
import { nameSchema } from '#domain/flow-graph/people.ts'
import type { Instant } from '#domain/instant.ts'

/**
 * A flow while it is being drawn: a Yjs document that several people edit at once. Its five maps hold
 *
 *   meta      'schema' → number, 'name' → text
 *   nodes     id → Y.Map { type, pos: [x, y], parent?, size?: [width, height], config: Y.Map { field → JSON or Y.Text } }
 *   edges     id → FlowDraftEdge; an edge is replaced whole
 *   comments  id → FlowDraftComment
 *   moves     id of a node → plannedMove, below
 *
 * What only one screen knows (selection, hover, measured size, viewport) is never written here, and a position once per drag.
 */
export const flowDocumentSchema = 1
export const flowMaps = {
  meta: 'meta',
  nodes: 'nodes',
  edges: 'edges',
  comments: 'comments',
  moves: 'moves',
} as const
export type FlowMapName = keyof typeof flowMaps

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

const jsonValue: z.ZodType<JsonValue> = z.json()
const pair = z.tuple([z.number(), z.number()])
const config = z.record(z.string(), jsonValue)

export const flowDraftNode = z.object({
  type: z.string().min(1),
  pos: pair,
  /** The group in which the node lies. `pos` stays a place on the canvas: a group that goes moves nobody. */
  parent: z.string().optional(),
  size: pair.optional(),
  config,
})
export type FlowDraftNode = z.infer<typeof flowDraftNode>

export const flowDraftEdge = z.object({
  source: z.string(),
  sourceHandle: z.string().nullish(),
  target: z.string(),
  targetHandle: z.string().nullish(),
  label: nameSchema.optional(),
  config: config.optional(),
})
export type FlowDraftEdge = z.infer<typeof flowDraftEdge>

export const flowDraftComment = z.object({
  nodeId: z.string(),
  text: z.string(),
  authorId: z.string(),
  author: z.string(),
  at: z.number(),
  resolved: z.boolean().optional(),
})
export type FlowDraftComment = z.infer<typeof flowDraftComment>

/**
 * Where the tickets of a node go when the draft is published: to a node of the draft, or nowhere (null), which is to say that
 * they stay on their version.
 */
export const plannedMove = z.object({
  to: z.string().nullable(),
  /** The newest version when it was planned: it holds for the one that follows that, and for no later one. */
  after: z.number().int().nonnegative(),
})

/** The whole document as plain data: what a flow starts from, what is exported, and what publishing validates. */
export const flowDraft = z.object({
  meta: z.object({ schema: z.literal(flowDocumentSchema), name: z.string() }),
  nodes: z.record(z.string(), flowDraftNode),
  edges: z.record(z.string(), flowDraftEdge),
})
export type FlowDraft = z.infer<typeof flowDraft>

/** More than anybody has drawn, less than what makes a browser or a server slow. */
export const flowLimits = {
  nodes: 2_000,
  /** Of the flow's own name, as in every list that it stands in. */
  nameLength: 60,
  documentBytes: 4 * 2 ** 20,
  messageBytes: 2 ** 20,
  presenceBytes: 1_024,
} as const

/** y-websocket appends the flow's id to this and opens a WebSocket there. The same address by GET says who would be let in. */
export const flowRoomsPath = '/yjs/flow'

/**
 * The first number of each message. Those below 100 are y-websocket's own. `version` carries the number of the newest version,
 * 0 before the first: when somebody comes in, and when one is published.
 */
export const flowMessages = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  saved: 100,
  welcome: 101,
  version: 102,
} as const
/** The second number of a sync message. */
export const syncMessages = { step1: 0, step2: 1, update: 2 } as const

/** 4400 to 4499 are final for y-websocket's client; after all others it comes back by itself. */
export const flowCloseCodes = {
  badMessage: 4400,
  sessionExpired: 4401,
  notAllowed: 4403,
  notFound: 4404,
  tooLarge: 4413,
  /** The server ends, or the person's rights are others now: come back and be told the new ones. */
  comeBack: 1012,
  /** Too much in too short a time. */
  slowDown: 1013,
} as const

/** Who somebody is to the others on the canvas. Given by the server, never by a client. */
export type FlowPerson = { id: string; name: string; colour: number }

/** So many colours there are for people; the number of one is `FlowPerson.colour`. */
export const personColours = 8

/** Sent once, before everything else. */
export type FlowWelcome = { me: FlowPerson; readOnly: boolean; serverNow: Instant }

const whole = z.number().int().min(-1_000_000).max(1_000_000)
const place = z.tuple([whole, whole])
const id = z.string().max(64)

/**
 * What the others see of a person, in canvas coordinates: where the pointer is, what is selected, what is being dragged, which
 * node's form is being typed in. Who may only read shows pointer, selection and view alone.
 */
export const flowPresence = z.object({
  cur: place.optional(),
  sel: z.array(id).max(50).optional(),
  drag: z.record(id, place).optional(),
  form: id.optional(),
  /** The part of somebody's form that one would like to go on with. */
  asks: id.optional(),
  /** The upper left corner of what is on the screen, and the zoom in percent; for who follows. */
  view: z.tuple([whole, whole, whole]).optional(),
})
export type FlowPresence = z.infer<typeof flowPresence>

/** An awareness state as the server sends it on. */
export type FlowAwareness = FlowPresence & { user: FlowPerson; readOnly: boolean }
