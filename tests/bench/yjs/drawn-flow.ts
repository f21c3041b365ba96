import { flowDocumentSchema, type FlowDraft } from '#contract/flow-document.ts'

export const nodeCount = 300
export const peopleCount = 50
export const nodeId = (index: number): string => `node-${index}`

/** A long flow: one step after the other. */
export function drawFlow(): FlowDraft {
  const steps = Array.from({ length: nodeCount }, (_, index) => index)
  return {
    meta: { schema: flowDocumentSchema, name: '三百步' },
    nodes: Object.fromEntries(
      steps.map((index) => [
        nodeId(index),
        { type: 'task', pos: [index * 10, index], config: { name: `第 ${index} 步`, limitMinutes: 30 } },
      ]),
    ),
    edges: Object.fromEntries(
      steps.slice(1).map((index) => [`edge-${index}`, { source: nodeId(index - 1), target: nodeId(index) }]),
    ),
  }
}
