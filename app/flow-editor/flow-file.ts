import { flowDocumentSchema, flowLimits } from '#contract/flow-document.ts'
import { parseGraph, type FlowGraph } from '#domain/flow-graph/graph.ts'

/** Why a file is no flow, and where; the sentences are in `flowVersions.file.flaw`. */
export type FileFlaw = {
  name: 'not-json' | 'not-a-flow' | 'newer-schema' | 'part-malformed' | 'too-large' | 'empty'
  where: string
}

/**
 * A whole flow from a file: an exported draft or version. Unlike in a shared document nothing is left out that cannot be
 * read: a flow with holes is not what its owner exported.
 */
export function readFlowFile(text: string): { ok: true; graph: FlowGraph } | { ok: false; flaw: FileFlaw } {
  const refuse = (name: FileFlaw['name'], where: string) => ({ ok: false as const, flaw: { name, where } })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse('not-json', text.trim().slice(0, 24))
  }
  const schema = schemaOf(json)
  if (typeof schema === 'number' && schema > flowDocumentSchema) return refuse('newer-schema', String(schema))
  const parsed = parseGraph(json)
  if (!parsed.ok) return refuse('not-a-flow', parsed.path || 'meta')
  const { graph, malformed } = parsed
  const [first] = malformed
  if (first) return refuse('part-malformed', `${first.part} ${first.id}`)
  const count = Object.keys(graph.nodes).length
  if (count === 0) return refuse('empty', '')
  return count > flowLimits.nodes ? refuse('too-large', String(flowLimits.nodes)) : { ok: true, graph }
}

function schemaOf(json: unknown): unknown {
  const meta = json instanceof Object && 'meta' in json ? json.meta : undefined
  return meta instanceof Object && 'schema' in meta ? meta.schema : undefined
}
