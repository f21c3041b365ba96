import type { Problem } from '#domain/flow-graph/problem.ts'
import { rowPitch } from './geometry.ts'
import { boxAround } from './geometry.ts'
import type { FlowEditor } from './flow-editor-engine.ts'
import { newPartId } from './new-part-id.ts'

/** What one press can do about a problem. */
export type Mend =
  | { action: 'add-start' }
  | { action: 'add-end' }
  | { action: 'always-calendar'; nodeId: string }
  | { action: 'add-else'; nodeId: string }
  | { action: 'remove'; part: { nodeId: string } | { edgeId: string } }

/** Only what leaves no question open; the rest is for a person to decide. */
export function mendOf(problem: Problem): Mend | undefined {
  const { name, nodeId, edgeId } = problem
  if (name === 'start-missing') return { action: 'add-start' }
  if (name === 'end-missing') return { action: 'add-end' }
  if (name === 'calendar-missing' && nodeId !== undefined) return { action: 'always-calendar', nodeId }
  if (name === 'else-missing' && nodeId !== undefined) return { action: 'add-else', nodeId }
  if (
    (name === 'edge-dangling' ||
      name === 'edge-into-start' ||
      name === 'exit-unknown' ||
      name === 'malformed') &&
    edgeId !== undefined
  )
    return { action: 'remove', part: { edgeId } }
  // It is nowhere on the canvas, and can be got rid of only here.
  if (name === 'malformed' && nodeId !== undefined) return { action: 'remove', part: { nodeId } }
  return undefined
}

export function applyMend({ graph, gestures, binding }: FlowEditor, mend: Mend): void {
  switch (mend.action) {
    case 'add-start':
    case 'add-end': {
      const all = boxAround(
        binding.getView().nodes.map(({ position, ...size }) => ({ ...position, ...size })),
      )
      const { x, y, height } = all ?? { x: 0, y: 0, height: 0 }
      if (mend.action === 'add-start') gestures.addAt('start', [x, y - rowPitch])
      else gestures.addAt('end', [x, all ? y + height + rowPitch / 2 : rowPitch])
      return
    }
    case 'always-calendar':
      graph.setField(mend.nodeId, 'limitCalendar', 'always')
      graph.endStep()
      return
    case 'add-else': {
      const box = binding.readBox(mend.nodeId)
      const end = newPartId()
      if (!box) return
      const edge = { source: mend.nodeId, sourceHandle: 'else', target: end, targetHandle: 'in' }
      graph.add({
        nodes: new Map([[end, { type: 'task', pos: [box.x + 240, box.y], config: {} }]]),
        edges: new Map([[newPartId(), edge]]),
      })
      binding.select({ nodes: [end] })
      return
    }
    case 'remove':
      if ('nodeId' in mend.part) graph.remove(new Set([mend.part.nodeId]), new Set())
      else graph.remove(new Set(), new Set([mend.part.edgeId]))
  }
}
