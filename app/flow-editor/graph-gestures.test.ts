import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createGraphGestures } from './graph-gestures.ts'
import { openEditor, parts, step } from './sample-graph.ts'

/** People with one document, who hear nothing of each other until they meet, and everything from then on. */
function editors(count: number) {
  const all = Array.from({ length: count }, () => {
    const editor = openEditor()
    return { ...editor, gestures: createGraphGestures(editor.binding) }
  })
  const [first] = all
  first?.graph.add(parts({ a: step([0, 0]) }))
  const share = () => {
    for (const one of all)
      for (const other of all)
        if (one !== other) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc), 'line')
  }
  share()
  for (const { undo } of all) undo.clear()
  const meet = () => {
    for (const one of all)
      one.doc.on('update', (update: Uint8Array) => {
        for (const other of all) if (other !== one) Y.applyUpdate(other.doc, update, 'line')
      })
    share()
  }
  return { all, meet }
}

it('what several add in the same moment lies side by side, and one undo takes it away', () => {
  const { all, meet } = editors(4)
  const ids = all.map(({ binding, gestures }) => {
    binding.select({ nodes: ['a'] })
    return gestures.addBehindSelection('task', [0, 0])
  })
  meet()
  for (const { binding } of all) {
    const spots = ids.map((id) => JSON.stringify(binding.readFacts(id)?.pos))
    expect(new Set(spots).size).toBe(4)
    expect(spots).toContain('[0,96]')
  }
  all[1]?.undo.undo()
  for (const { binding } of all)
    expect(ids.map((id) => binding.readFacts(id) !== undefined)).toEqual([true, false, true, true])
})

it('what is pasted lies where it lay if that is free, else beside it as it was arranged', () => {
  const { binding, graph } = openEditor()
  const { paste } = createGraphGestures(binding)
  graph.add(parts({ a: step([0, 0]), b: step([240, 96]) }))
  paste(parts({ c: step([0, 0]), d: step([0, 96]) }))
  expect([binding.readFacts('c')?.pos, binding.readFacts('d')?.pos]).toEqual([[480, 0], [480, 96]]) // prettier-ignore
  paste(parts({ e: step([0, 192]) }))
  expect(binding.readFacts('e')?.pos).toEqual([0, 192])
  expect([...binding.getSelection().nodes]).toEqual(['e'])
})

it('what has been there for a while is dragged across a new node, which stays where it is', () => {
  const { binding, graph } = openEditor()
  graph.add(parts({ 0: step([0, 0]) }))
  const added = createGraphGestures(binding).addAt('task', [480, 96])
  graph.move(new Map([['0', [480, 96]]]))
  expect(binding.readFacts(added)?.pos).toEqual([480, 96])
})
