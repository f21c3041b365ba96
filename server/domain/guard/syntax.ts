/** Where something stands in the text of a guard: characters `from` to `to`, the last not included. */
export type Span = { from: number; to: number }

export const durationUnits = ['s', 'm', 'h', 'd'] as const
export type DurationUnit = (typeof durationUnits)[number]

export const comparisons = ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in'] as const
export type Comparison = (typeof comparisons)[number]

/** A guard as a tree. Every part knows where it stands in the text, so that a flaw can be underlined. */
export type Expression = Span &
  (
    | { kind: 'number'; value: number }
    | { kind: 'duration'; amount: number; unit: DurationUnit }
    | { kind: 'text'; value: string }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'list'; items: readonly ListItem[] }
    | { kind: 'field'; name: string }
    | { kind: 'negate'; operand: Expression }
    | { kind: 'not'; operand: Expression }
    | { kind: 'arithmetic'; operator: '+' | '-' | '*'; left: Expression; right: Expression }
    | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
    | { kind: 'empty'; operand: Expression; negated: boolean }
    | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression }
  )

export type ListItem = Span & ({ kind: 'number'; value: number } | { kind: 'text'; value: string })

/** Names of the fields of which a guard speaks, each once, in the order of the text. */
export function fieldsOf(expression: Expression): readonly string[] {
  const names = new Set<string>()
  const visit = (part: Expression): void => {
    switch (part.kind) {
      case 'number':
      case 'duration':
      case 'text':
      case 'boolean':
      case 'list':
        return
      case 'field':
        names.add(part.name)
        return
      case 'negate':
      case 'not':
      case 'empty':
        visit(part.operand)
        return
      case 'arithmetic':
      case 'compare':
      case 'logic':
        visit(part.left)
        visit(part.right)
    }
  }
  visit(expression)
  return [...names]
}
