import type { GuardType } from './field-table.ts'
import type { Span } from './syntax.ts'

/** Why a text is no guard. The sentences are in `app/i18n/<language>/flow-graph.ts`. */
export type GuardFlaw = Span & (SyntaxFlaw | TypeFlaw)

export type SyntaxFlaw =
  | { name: 'too-long'; most: number }
  | { name: 'too-deep'; most: number }
  | { name: 'character-unknown'; character: string }
  | { name: 'text-unclosed' }
  | { name: 'number-malformed'; text: string }
  | { name: 'operand-expected' }
  | { name: 'operator-expected' }
  | { name: 'bracket-unclosed'; bracket: '(' | '[' }
  | { name: 'comparison-chained' }
  | { name: 'empty-expected' }
  | { name: 'list-item-expected' }

export type TypeFlaw =
  | { name: 'field-unknown'; field: string; nearest: string | null }
  | { name: 'option-unknown'; field: string; option: string }
  | { name: 'types-differ'; left: GuardType; right: GuardType }
  | { name: 'type-unfit'; type: GuardType }
  | { name: 'list-mixed' }
  | { name: 'no-condition'; type: GuardType }
  | { name: 'field-needed' }
