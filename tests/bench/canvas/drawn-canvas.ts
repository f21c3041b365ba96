import { flowDocumentSchema, type FlowDraft } from '#contract/flow-document.ts'
import { columnPitch, rowPitch } from '#app/flow-editor/geometry.ts'

export const stepId = (index: number): string => `step-${index}`

const columns = 20

/** Steps in rows as a page is read, each joined to the next; the first is the start and the last the end. */
export function drawCanvas(count: number): FlowDraft {
  const ids = Array.from({ length: count }, (_, index) => index)
  const typeOf = (index: number) => (index === 0 ? 'start' : index === count - 1 ? 'end' : 'task')
  return {
    meta: { schema: flowDocumentSchema, name: `${count} 步` },
    nodes: Object.fromEntries(
      ids.map((index) => [
        stepId(index),
        {
          type: typeOf(index),
          pos: [(index % columns) * columnPitch, Math.floor(index / columns) * rowPitch],
          config: { name: `第 ${index} 步` },
        },
      ]),
    ),
    edges: Object.fromEntries(
      ids.slice(1).map((index) => [
        `line-${index}`,
        {
          source: stepId(index - 1),
          sourceHandle: 'done',
          target: stepId(index),
          targetHandle: 'in',
        },
      ]),
    ),
  }
}
