import { z } from 'zod'
import { nameSchema } from './people.ts'
import { nodeTypes } from './node-config.ts'

const id = z.string().min(1).max(80)
const handle = (only: string) =>
  z
    .string()
    .max(80)
    .nullish()
    .transform((given) => given ?? only)
const pair = z.tuple([z.number(), z.number()])

const nodeSchema = z.object({
  type: z.enum(nodeTypes),
  /** Canvas pixels of the upper left corner; a place on the canvas also when there is a parent. */
  pos: pair,
  parent: id.optional(),
  size: pair.optional(),
  config: z.record(z.string(), z.json()),
})

const edgeSchema = z.object({
  source: id,
  /** Where a node has one exit the canvas may leave its name out. */
  sourceHandle: handle('done'),
  target: id,
  targetHandle: handle('in'),
  label: nameSchema.optional(),
})

const graphSchema = z.object({
  meta: z.object({ schema: z.literal(1), name: nameSchema }),
  nodes: z.record(z.string(), z.unknown()),
  edges: z.record(z.string(), z.unknown()),
})

export type GraphNode = z.infer<typeof nodeSchema>
export type GraphEdge = z.infer<typeof edgeSchema>

/** What is drawn: the plain JSON of the shared document. */
export type FlowGraph = {
  meta: { schema: 1; name: z.infer<typeof nameSchema> }
  nodes: Readonly<Record<string, GraphNode>>
  edges: Readonly<Record<string, GraphEdge>>
}

/** A node or an edge that is not of the shape of one: written by hand, or by a newer program. */
export type Malformed = { part: 'node' | 'edge'; id: string }

/**
 * Reads the JSON of a shared document. Refused only when it is no document of a flow at all: one broken node must not
 * take the canvas from everybody, so it is left out and named.
 */
export function parseGraph(
  raw: unknown,
): { ok: true; graph: FlowGraph; malformed: readonly Malformed[] } | { ok: false; path: string } {
  const document = graphSchema.safeParse(raw)
  if (!document.success) return { ok: false, path: document.error.issues[0]?.path.join('.') ?? '' }
  const { meta, nodes, edges } = document.data
  const malformed: Malformed[] = []
  const keep = <Part>(part: Malformed['part'], schema: z.ZodType<Part>, given: Record<string, unknown>) => {
    const kept: Record<string, Part> = {}
    for (const [key, value] of Object.entries(given)) {
      const read = schema.safeParse(value)
      if (read.success) kept[key] = read.data
      else malformed.push({ part, id: key })
    }
    return kept
  }
  const graph = { meta, nodes: keep('node', nodeSchema, nodes), edges: keep('edge', edgeSchema, edges) }
  return { ok: true, graph, malformed }
}
