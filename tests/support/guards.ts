import fc from 'fast-check'
import type { FieldTable, GuardFacts, GuardField, GuardType, GuardValue } from '#domain/guard/field-table.ts'
import { ticketFields } from '#domain/guard/ticket-fields.ts'
import { comparisons, durationUnits, type Expression, type ListItem } from '#domain/guard/syntax.ts'

const plain = (type: GuardField['type']): GuardField => ({
  type,
  name: { 'zh-CN': '字段', en: 'Field' },
  always: false,
})

/** The fields of tickets, and one optional field of every type. */
export const sampleFields: FieldTable = new Map([
  ...ticketFields,
  ['form.cost', plain('number')],
  ['form.note', plain('text')],
  ['form.warranty', plain('boolean')],
  ['form.delay', plain('duration')],
  ['form.codes', plain('numbers')],
  ['form.parts', plain('texts')],
])

const span = { from: 0, to: 0 }
const number = fc
  .oneof(
    fc.nat(30),
    fc.integer({ min: 0, max: 999_999_999 }).map((value) => value / 1000),
  )
  .map((value) => ({ kind: 'number' as const, value, ...span }))
const text = fc
  .oneof(fc.string({ maxLength: 5 }), fc.constantFrom('浦东', 'a"b\\', 'phone'))
  .map((value) => ({ kind: 'text' as const, value, ...span }))

const field = fc
  .constantFrom(...sampleFields.keys())
  .map((name) => ({ kind: 'field' as const, name, ...span }))

/** Any tree that the grammar knows, well typed or not. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression; leaf: Expression }>(
  (tie) => ({
    leaf: fc.oneof(
      number,
      text,
      field,
      fc.boolean().map((value) => ({ kind: 'boolean' as const, value, ...span })),
      fc.record({
        kind: fc.constant('duration' as const),
        amount: fc.nat(90),
        unit: fc.constantFrom(...durationUnits),
        from: fc.constant(0),
        to: fc.constant(0),
      }),
      fc
        .array<ListItem>(fc.oneof(number, text), { minLength: 1, maxLength: 3 })
        .map((items) => ({ kind: 'list' as const, items, ...span })),
    ),
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie('leaf'),
      tie('tree').map((operand) => ({ kind: 'not' as const, operand, ...span })),
      tie('tree').map((operand) => ({ kind: 'negate' as const, operand, ...span })),
      fc
        .tuple(tie('tree'), fc.boolean())
        .map(([operand, negated]) => ({ kind: 'empty' as const, operand, negated, ...span })),
      fc
        .tuple(tie('tree'), fc.constantFrom('and' as const, 'or' as const), tie('tree'))
        .map(([left, operator, right]) => ({ kind: 'logic' as const, operator, left, right, ...span })),
      fc
        .tuple(tie('tree'), fc.constantFrom(...comparisons), tie('tree'))
        .map(([left, operator, right]) => ({ kind: 'compare' as const, operator, left, right, ...span })),
      fc
        .tuple(tie('tree'), fc.constantFrom('+' as const, '-' as const, '*' as const), tie('tree'))
        .map(([left, operator, right]) => ({ kind: 'arithmetic' as const, operator, left, right, ...span })),
    ),
  }),
).tree

const fieldsOfType = (...types: readonly GuardType[]) =>
  fc
    .constantFrom(...[...sampleFields].filter(([, { type }]) => types.includes(type)).map(([name]) => name))
    .map((name) => ({ kind: 'field' as const, name, ...span }))

const priority = fc.constantFrom(1, 2, 3, 4, 7).map((value) => ({ kind: 'number' as const, value, ...span }))
const order = fc.constantFrom(...comparisons.filter((one) => one !== 'in' && one !== 'not in'))
const equality = fc.constantFrom('=' as const, '!=' as const)
const membership = fc.constantFrom('in' as const, 'not in' as const)
const freeText = fc.constantFrom('customer.tier', 'region', 'form.note')
const word = fc.constantFrom('a', 'b', 'c').map((value) => ({ kind: 'text' as const, value, ...span }))
const words = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((items) => ({ kind: 'list' as const, items, ...span }))

const compared = (
  left: fc.Arbitrary<Expression>,
  operator: fc.Arbitrary<(typeof comparisons)[number]>,
  right: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> =>
  fc
    .tuple(left, operator, right)
    .map(([l, o, r]) => ({ kind: 'compare', left: l, operator: o, right: r, ...span }))

const named = (names: fc.Arbitrary<string>): fc.Arbitrary<Expression> =>
  names.map((name) => ({ kind: 'field', name, ...span }))

const atom = fc.oneof(
  compared(named(fc.constantFrom('priority', 'form.cost', 'hour')), order, priority),
  compared(priority, order, named(fc.constant('priority'))),
  compared(named(freeText), equality, word),
  compared(named(freeText), membership, words),
  compared(word, membership, named(fc.constantFrom('skills', 'form.parts'))),
  fieldsOfType('boolean'),
  fc
    .tuple(fieldsOfType('text', 'number', 'texts', 'boolean', 'duration'), fc.boolean())
    .map(([operand, negated]): Expression => ({ kind: 'empty', operand, negated, ...span })),
)

/** Only conditions that the type check lets pass, over few values, so that contradictions are frequent. */
export const anyCondition: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    tie('tree').map((operand) => ({ kind: 'not' as const, operand, ...span })),
    fc
      .tuple(tie('tree'), fc.constantFrom('and' as const, 'or' as const), tie('tree'))
      .map(([left, operator, right]) => ({ kind: 'logic' as const, operator, left, right, ...span })),
  ),
})).tree

const valueOf: Record<GuardType, fc.Arbitrary<GuardValue>> = {
  number: fc.nat(8),
  text: fc.constantFrom('a', 'b', 'c', 'd', ''),
  boolean: fc.boolean(),
  duration: fc.nat(7_200_000),
  moment: fc.nat(7_200_000),
  numbers: fc.subarray([1, 2, 3]),
  texts: fc.subarray(['a', 'b', 'c']),
}

/** Facts as a ticket may have them: what is declared to be always there is, within its bounds. */
export const anyFacts: fc.Arbitrary<GuardFacts> = fc.record(
  Object.fromEntries(
    [...sampleFields].map(([name, field]) => {
      const options = field.options?.map(({ value }) => value)
      const bounded = fc.integer({ min: field.least ?? 0, max: field.most ?? 8 })
      const value: fc.Arbitrary<GuardValue> = options
        ? fc.constantFrom(...options)
        : field.type === 'number'
          ? bounded
          : valueOf[field.type]
      return [name, field.always ? value : fc.option(value)]
    }),
  ),
)
