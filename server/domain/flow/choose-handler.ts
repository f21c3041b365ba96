import type { Handler, PlainHandler } from '../flow-graph/people.ts'
import { guardPasses } from '../guard/evaluate.ts'
import type { GuardFacts } from '../guard/field-table.ts'
import { parseGuard } from '../guard/parse.ts'

/** Whether a guard is true of the ticket. One that cannot be read never is; publishing refuses it. */
export function guardHolds(guard: string, facts: GuardFacts): boolean {
  const parsed = parseGuard(guard)
  return parsed.ok && guardPasses(parsed.expression, facts)
}

/** Who works on a node by its rule: the first case whose guard holds. */
export const chooseHandler = (handler: Handler, facts: GuardFacts): PlainHandler =>
  handler.kind === 'rule'
    ? (handler.cases.find(({ guard }) => guardHolds(guard, facts))?.handler ?? handler.otherwise)
    : handler
