import type { HumanNode } from '../flow-graph/node-config.ts'

export type FieldRight = 'hidden' | 'read' | 'edit' | 'required'

const order: readonly FieldRight[] = ['hidden', 'read', 'edit', 'required']

export const mayChange = (right: FieldRight): boolean => right === 'edit' || right === 'required'

/**
 * What somebody may do with a field while a ticket stands on these nodes: the best that one of their own steps gives them.
 * Who has none looks on. What nodes do not mention is as it always is: a field of the ticket may be changed, what is filled
 * in on the way may be read.
 */
export function fieldRight(
  field: string,
  { own, all }: { own: readonly HumanNode[]; all: readonly HumanNode[] },
): FieldRight {
  const isForm = field.startsWith('form.')
  const usual: FieldRight = isForm ? 'read' : 'edit'
  const nodes = own.length > 0 ? own : all
  if (nodes.length === 0) return usual
  const rights = nodes.map(({ config }) => config.rights[field] ?? usual)
  const best = order.findLast((right) => rights.includes(right)) ?? usual
  return isForm && own.length === 0 && mayChange(best) ? 'read' : best
}
