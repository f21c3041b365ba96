import { describe, expect, it } from 'vitest'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { readFlowFile } from './flow-file.ts'

const flow = {
  meta: { schema: 1, name: 'x' },
  nodes: { a: { type: 'start', pos: [0, 0], config: {} } },
  edges: {},
}
const flawOf = (given: unknown) => {
  const read = readFlowFile(typeof given === 'string' ? given : JSON.stringify(given))
  return read.ok ? undefined : [read.flaw.name, read.flaw.where]
}

describe('a file', () => {
  it.each(starters.map(({ key, graph }) => [key, graph] as const))(
    'of the flow %s is read',
    (_key, graph) => {
      expect(readFlowFile(JSON.stringify(graph))).toEqual({ ok: true, graph })
    },
  )

  it.each([
    ['<html>', ['not-json', '<html>']],
    ['7', ['not-a-flow', 'meta']],
    [{ ...flow, nodes: [] }, ['not-a-flow', 'nodes']],
    [{ ...flow, meta: { schema: 1 } }, ['not-a-flow', 'meta.name']],
    [{ ...flow, meta: { schema: 2, name: 'x' } }, ['newer-schema', '2']],
    [{ ...flow, nodes: { a: { type: 'volcano' } } }, ['part-malformed', 'node a']],
    [{ ...flow, edges: { e: 'x' } }, ['part-malformed', 'edge e']],
    [{ ...flow, nodes: {} }, ['empty', '']],
    [
      { ...flow, nodes: Object.fromEntries(Array.from({ length: 2_001 }, (_, n) => [n, flow.nodes.a])) },
      ['too-large', '2000'],
    ],
  ])('that is none says why: %#', (given, flaw) => expect(flawOf(given)).toEqual(flaw))
})
