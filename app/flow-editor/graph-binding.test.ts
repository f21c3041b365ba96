import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CanvasView } from './graph-binding.ts'
import { openEditor, openEditorOf, parts, step } from './sample-graph.ts'

const chain = parts(
  { a: step([0, 0]), b: step([0, 96]), c: step([0, 192]) },
  { ab: { source: 'a', target: 'b' }, bc: { source: 'b', target: 'c' } },
)

/** Two people with one document, whose changes meet when they are told to. */
function twoEditors() {
  const anna = openEditor()
  anna.graph.add(chain)
  const ben = openEditor()
  const meet = () => {
    Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(anna.doc), 'line')
    Y.applyUpdate(anna.doc, Y.encodeStateAsUpdate(ben.doc), 'line')
    for (const map of ['nodes', 'edges'])
      expect(anna.doc.getMap(map).toJSON()).toEqual(ben.doc.getMap(map).toJSON())
  }
  meet()
  return { anna, ben, meet }
}

const shown = ({ binding }: Pick<ReturnType<typeof openEditor>, 'binding'>) => ({
  nodes: binding.getView().nodes.map(({ id }) => id),
  edges: binding.getView().edges.map(({ id }) => id),
})

describe('the view', () => {
  it('keeps every object that nothing has happened to', () => {
    const { graph, binding } = openEditor()
    graph.add(chain)
    const before = binding.getView()
    graph.setField('b', 'name', '上门')
    const after = binding.getView()
    expect(after.edges).toBe(before.edges)
    expect(after.nodes.map((node, index) => node === before.nodes[index])).toEqual([true, false, true])
    expect(after.nodes[1]?.data.facts.config).toEqual({ name: '上门' })
  })

  it('tells nobody when nothing is to be seen', () => {
    const { graph, binding } = openEditor()
    graph.add(chain)
    let told = 0
    binding.subscribe(() => (told += 1))
    binding.select({})
    binding.drop()
    binding.showCarried(new Map())
    expect(told).toBe(0)
  })

  it('does not show an edge without both its nodes, and shows it again when the node is back', () => {
    const { doc, graph, binding } = openEditor()
    graph.add(chain)
    doc.getMap('nodes').delete('c')
    expect(binding.getView().edges.map(({ id }) => id)).toEqual(['ab'])
    graph.add(parts({ c: step([0, 0]) }))
    expect(new Set(binding.getView().edges.map(({ id }) => id))).toEqual(new Set(['ab', 'bc']))
  })

  it('passes over what it cannot read', () => {
    const { doc, graph, binding } = openEditor()
    graph.add(chain)
    doc.getMap('nodes').set('bad', new Y.Map([['type', 7]]))
    doc.getMap('nodes').set('worse', 'text')
    doc.getMap('edges').set('none', null)
    expect(shown({ binding })).toEqual({ nodes: ['a', 'b', 'c'], edges: ['ab', 'bc'] })
  })

  it('makes a fork as wide as its branches, while one of them is dragged as well', () => {
    const { graph, binding } = openEditor()
    graph.add(
      parts(
        { f: { type: 'fork', pos: [64, 0], config: {} }, l: step([0, 96]), r: step([240, 96]) },
        { fl: { source: 'f', target: 'l' }, fr: { source: 'f', target: 'r' } },
      ),
    )
    expect(binding.readBox('f')).toEqual({ x: 0, y: 0, width: 412, height: 26 })
    binding.drag(new Map([['r', [480, 96]]]))
    expect(binding.readBox('f')).toMatchObject({ x: 0, width: 652 })
  })

  it('draws a group around its members, under them', () => {
    const { graph, binding } = openEditor()
    graph.add(chain)
    graph.group('g', { type: 'group', pos: [0, 0], config: { name: '上门' } }, ['a', 'b'])
    expect(binding.readBox('g')).toEqual({ x: -16, y: -24, width: 204, height: 188 })
    expect(binding.withMembers(['g'])).toEqual(new Set(['g', 'a', 'b']))
    graph.remove(new Set(['g']), new Set())
    expect(binding.readFacts('a')?.parent).toBeUndefined()
  })

  it('forgets the selection of what somebody else has deleted', () => {
    const { anna, ben, meet } = twoEditors()
    anna.binding.select({ nodes: ['b', 'c'] })
    ben.graph.remove(new Set(['b']), new Set())
    meet()
    expect([...anna.binding.getSelection().nodes]).toEqual(['c'])
  })
})

describe('lines', () => {
  /** Whatever was moved, added or taken away before, in whatever order. */
  it('run as if they had all been laid just now', () => {
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 12 }), (gestures) => {
        const { doc, graph, binding } = openEditor()
        graph.add(grid)
        for (const { kind, id, x, y } of gestures) {
          const place = [x * 48, y * 32] as const
          if (kind === 'drag') {
            binding.drag(new Map([[id, [x * 20, y * 20]]]))
            binding.drag(new Map([[id, place]]))
            binding.drop()
          } else if (kind === 'carry') {
            binding.showCarried(new Map([[id, place]]))
            graph.move(new Map([[id, place]]))
            binding.showCarried(new Map())
          } else if (kind === 'remove') graph.remove(new Set([id]), new Set())
          else graph.add(parts({ [`${id}+`]: step(place) }, { [`${id}+`]: { source: id, target: `${id}+` } }))
        }
        const fresh = openEditorOf(doc)
        const ways = ({ edges }: CanvasView) => new Map(edges.map(({ id, data }) => [id, data.way]))
        expect(ways(binding.getView())).toEqual(ways(fresh.getView()))
      }),
      { numRuns: 60 },
    )
  })
})

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const grid = parts(
  Object.fromEntries(ids.map((id, index) => [id, step([(index % 2) * 240, Math.floor(index / 2) * 96])])),
  Object.fromEntries(ids.map((id, index) => [`${id}-`, { source: id, target: ids[(index + 2) % 6] ?? 'a' }])),
)
const gesture = fc.record({
  kind: fc.constantFrom('drag', 'carry', 'remove', 'add'),
  id: fc.constantFrom(...ids),
  x: fc.integer({ min: 0, max: 12 }),
  y: fc.integer({ min: 0, max: 12 }),
})

describe('a drag', () => {
  it('of 10,000 frames writes nothing before it stops, and one value per node then', () => {
    const { doc, graph, binding } = openEditor()
    graph.add(chain)
    let updates = 0
    let bytes = 0
    doc.on('update', (update: Uint8Array) => {
      updates += 1
      bytes += update.length
    })
    for (let frame = 1; frame <= 10_000; frame += 1)
      binding.drag(new Map([['a', [frame, 0]], ['b', [frame, 96]]])) // prettier-ignore
    expect(updates).toBe(0)
    expect(binding.readBox('a')?.x).toBe(10_000)
    binding.drop()
    expect(updates).toBe(1)
    expect(bytes).toBeLessThan(100)
    expect(graph.readNode('b')?.pos).toEqual([10_000, 96])
  })

  it('draws only what it carries, and what hangs on it', () => {
    const { graph, binding } = openEditor()
    graph.add(chain)
    const before = binding.getView().nodes
    binding.drag(new Map([['b', [16, 96]]]))
    expect(binding.getView().nodes.map((node, index) => node === before[index])).toEqual([true, false, true])
  })

  it('that ends where it began writes nothing', () => {
    const { doc, graph, binding } = openEditor()
    graph.add(chain)
    let updates = 0
    doc.on('update', () => (updates += 1))
    binding.drag(new Map([['a', [300, 0]]]))
    binding.drag(new Map([['a', [0, 0]]]))
    binding.drop()
    expect(updates).toBe(0)
  })

  it('of a colleague is seen under mine', () => {
    const { graph, binding } = openEditor()
    graph.add(chain)
    binding.showCarried(new Map([['a', [100, 0]], ['b', [100, 0]]])) // prettier-ignore
    binding.drag(new Map([['a', [7, 7]]]))
    expect(binding.readBox('a')).toMatchObject({ x: 7, y: 7 })
    expect(binding.readBox('b')).toMatchObject({ x: 100 })
    binding.showCarried(new Map())
    expect(binding.readBox('b')).toMatchObject({ x: 0, y: 96 })
  })
})

describe('when two people meet', () => {
  it('a move and a new name of the same node are both kept', () => {
    const { anna, ben, meet } = twoEditors()
    anna.graph.move(new Map([['a', [400, 0]]]))
    ben.graph.setField('a', 'name', '受理')
    meet()
    expect(anna.graph.readNode('a')).toMatchObject({ pos: [400, 0], config: { name: '受理' } })
  })

  it('two fields of one form are both kept', () => {
    const { anna, ben, meet } = twoEditors()
    anna.graph.setField('a', 'name', '受理')
    ben.graph.setField('a', 'stage', 'intake')
    meet()
    expect(anna.graph.readNode('a')?.config).toEqual({ name: '受理', stage: 'intake' })
  })

  it('deleting wins over editing, and undoing it brings back the node with its edges', () => {
    const { anna, ben, meet } = twoEditors()
    anna.graph.remove(new Set(['b']), new Set())
    ben.graph.setField('b', 'name', 'lost')
    ben.graph.setField('a', 'name', 'kept')
    meet()
    expect(shown(anna)).toEqual({ nodes: ['a', 'c'], edges: [] })
    anna.undo.undo()
    meet()
    expect(new Set(shown(ben).nodes)).toEqual(new Set(['a', 'b', 'c']))
    expect(new Set(shown(ben).edges)).toEqual(new Set(['ab', 'bc']))
    expect(ben.graph.readNode('a')?.config).toEqual({ name: 'kept' })
  })

  it('an edge to a node that was deleted meanwhile is not shown, and nobody repairs it', () => {
    const { anna, ben, meet } = twoEditors()
    anna.graph.remove(new Set(['c']), new Set())
    ben.graph.add(parts({}, { ac: { source: 'a', target: 'c' } }))
    meet()
    expect(shown(anna)).toEqual({ nodes: ['a', 'b'], edges: ['ab'] })
    expect(anna.graph.edgeIds()).toContain('ac')
  })

  it('undoing my move leaves a later move by a colleague alone', () => {
    const { anna, ben, meet } = twoEditors()
    // Undo goes on to the step before when a step has nothing left to take back.
    anna.undo.clear()
    anna.graph.move(new Map([['a', [100, 0]]]))
    meet()
    ben.graph.move(new Map([['a', [500, 0]]]))
    meet()
    anna.undo.undo()
    meet()
    expect(anna.graph.readNode('a')?.pos).toEqual([500, 0])
  })
})

describe('undo', () => {
  it('takes back my own changes only', () => {
    const { anna, ben, meet } = twoEditors()
    anna.graph.setField('a', 'name', 'mine')
    ben.graph.setField('b', 'name', 'theirs')
    meet()
    anna.undo.undo()
    expect(anna.graph.readNode('a')?.config).toEqual({})
    expect(anna.graph.readNode('b')?.config).toEqual({ name: 'theirs' })
  })

  it('takes gestures one by one, however quick, and the strokes of one field together', () => {
    const { graph, undo } = openEditor()
    graph.add(chain)
    graph.move(new Map([['a', [16, 0]]]))
    graph.move(new Map([['a', [32, 0]]]))
    for (const name of ['上', '上门', '上门检']) graph.setField('a', 'name', name)
    graph.endStep()
    graph.setField('a', 'stage', 'on-site')
    undo.undo()
    expect(graph.readNode('a')?.config).toEqual({ name: '上门检' })
    undo.undo()
    expect(graph.readNode('a')?.config).toEqual({})
    undo.undo()
    expect(graph.readNode('a')?.pos).toEqual([16, 0])
    undo.redo()
    expect(graph.readNode('a')?.pos).toEqual([32, 0])
  })
})
