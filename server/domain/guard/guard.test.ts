import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCondition, anyExpression, anyFacts, sampleFields } from '#tests/support/guards.ts'
import { readGuard } from './check.ts'
import { guardPasses } from './evaluate.ts'
import type { GuardFacts } from './field-table.ts'
import { deepestGuard, longestGuard, parseGuard } from './parse.ts'
import { printGuard } from './print.ts'
import { guardSentence } from './sentence.ts'
import type { Expression } from './syntax.ts'
import { isCovered, truthOf } from './truth.ts'

const tree = (source: string): Expression => {
  const parsed = parseGuard(source)
  if (!parsed.ok) throw new Error(`${source}: ${parsed.flaw.name}`)
  return parsed.expression
}

const withoutSpans = (expression: Expression): unknown =>
  JSON.parse(
    JSON.stringify(expression, (key, value: unknown) => (key === 'from' || key === 'to' ? undefined : value)),
  )

const scrap = fc.array(
  fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    ',',
    '"',
    '\\',
    ' not ',
    ' in ',
    ' is ',
    ' empty ',
    ' and ',
    'priority',
    '1',
    '30m',
    '<',
    '=',
    '-',
    '浦东',
  ),
)

describe('parsing a guard', () => {
  it('never throws, whatever the text, and points at a place within it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string(),
          scrap.map((parts) => parts.join('')),
        ),
        (source) => {
          const parsed = parseGuard(source)
          if (parsed.ok) return
          expect(parsed.flaw.from).toBeGreaterThanOrEqual(0)
          expect(parsed.flaw.to).toBeLessThanOrEqual(source.length)
          expect(parsed.flaw.from).toBeLessThanOrEqual(parsed.flaw.to)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('reads back what was printed', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const printed = printGuard(expression)
        if (printed.length > longestGuard) return
        expect(withoutSpans(tree(printed)), printed).toEqual(withoutSpans(expression))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    [
      'priority <= 2 and not region = "浦东" or assigned',
      '(priority <= 2 and (not (region = "浦东"))) or assigned',
    ],
    ['a - b - c < 2h', '((a - b) - c) < 2h'],
    ['a + b * -c = 1', '(a + (b * (-c))) = 1'],
    ['"x" not in skills and a is not empty', '("x" not in skills) and (a is not empty)'],
  ])('%s is %s', (short, long) => {
    expect(withoutSpans(tree(short))).toEqual(withoutSpans(tree(long)))
  })

  it.each([
    ['', 'operand-expected', 0, 0],
    ['priority <', 'operand-expected', 10, 10],
    ['priority = = 2', 'operand-expected', 11, 12],
    ['priority 2', 'operator-expected', 9, 10],
    ['1 < priority < 4', 'comparison-chained', 13, 14],
    ['region is', 'empty-expected', 9, 9],
    ['(assigned', 'bracket-unclosed', 0, 1],
    ['hour in [1, 2', 'bracket-unclosed', 8, 9],
    ['hour in [1, now]', 'list-item-expected', 12, 15],
    ['region = "浦东', 'text-unclosed', 9, 12],
    ['priority = 2x', 'number-malformed', 11, 13],
    ['priority ; 2', 'character-unknown', 9, 10],
    ['('.repeat(deepestGuard + 5), 'too-deep', deepestGuard + 1, deepestGuard + 2],
    ['a'.repeat(longestGuard + 1), 'too-long', longestGuard, longestGuard + 1],
  ])('%s: %s', (source, name, from, to) => {
    expect(parseGuard(source)).toMatchObject({ ok: false, flaw: { name, from, to } })
  })
})

describe('the types of a guard', () => {
  const flawOf = (source: string) => {
    const read = readGuard(source, sampleFields)
    return read.ok ? undefined : read.flaw
  }

  it.each([
    ['priority <= 2'],
    ['due - now < 30m'],
    ['now > created + 1h * 2'],
    ['"高压" in skills and form.warranty'],
    ['source in ["phone", "qr"] or weekday in [6, 7]'],
    ['form.warranty = false or form.note is empty'],
  ])('%s is a condition', (source) => {
    expect(flawOf(source)).toBeUndefined()
  })

  it.each([
    ['priorty <= 2', { name: 'field-unknown', field: 'priorty', nearest: 'priority' }],
    ['wetter = 2', { name: 'field-unknown', field: 'wetter', nearest: null }],
    ['source = "fax"', { name: 'option-unknown', field: 'source', option: 'fax', from: 9, to: 14 }],
    ['weekday in [7, 8]', { name: 'option-unknown', field: 'weekday', option: '8', from: 15, to: 16 }],
    ['priority = "1"', { name: 'types-differ', left: 'number', right: 'text' }],
    ['due < 30m', { name: 'types-differ', left: 'moment', right: 'duration' }],
    ['due + now < 30m', { name: 'types-differ', left: 'moment', right: 'moment' }],
    ['region < "b"', { name: 'type-unfit', type: 'text' }],
    ['skills = skills', { name: 'type-unfit', type: 'texts' }],
    ['not priority', { name: 'type-unfit', type: 'number', from: 4, to: 12 }],
    ['priority in [1, "2"]', { name: 'list-mixed' }],
    ['priority + 1', { name: 'no-condition', type: 'number' }],
    ['(priority + 1) is empty', { name: 'field-needed' }],
  ])('%s is none', (source, flaw) => {
    expect(flawOf(source)).toMatchObject(flaw)
  })

  it('a condition that they let pass is answered whatever the facts are, garbage included', () => {
    const garbage: fc.Arbitrary<GuardFacts> = fc.dictionary(
      fc.constantFrom(...sampleFields.keys(), '__proto__', 'constructor'),
      fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.string())),
    )
    fc.assert(
      fc.property(anyCondition, fc.oneof(garbage, anyFacts), (expression, facts) => {
        expect(readGuard(printGuard(expression), sampleFields)).toMatchObject({ ok: true })
        expect(typeof guardPasses(expression, facts)).toBe('boolean')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('what is missing', () => {
  const passes = (source: string, facts: GuardFacts) => guardPasses(tree(source), facts)

  it('opens no way, neither as itself nor by its contrary', () => {
    expect(passes('region = "浦东"', {})).toBe(false)
    expect(passes('not region = "浦东"', { region: null })).toBe(false)
    expect(passes('region != "浦东"', { region: '' })).toBe(false)
  })

  it('can be asked for', () => {
    expect(passes('region is empty or region != "浦东"', {})).toBe(true)
    expect(passes('region is not empty', { region: '徐汇' })).toBe(true)
  })

  it('does not matter where the other side is enough', () => {
    expect(passes('region = "浦东" or priority = 1', { priority: 1 })).toBe(true)
    expect(passes('not (region = "浦东" and priority = 1)', { priority: 2 })).toBe(true)
  })

  it('is not the same as a list without anything in it', () => {
    expect(passes('"a" not in skills', { skills: [] })).toBe(true)
    expect(passes('"a" not in skills', {})).toBe(false)
    expect(passes('skills is empty', { skills: [] })).toBe(true)
  })
})

describe('time in a guard', () => {
  it('is compared in milliseconds', () => {
    const facts = { now: 1_000_000, due: 1_000_000 + 29 * 60_000 }
    expect(guardPasses(tree('due - now < 30m'), facts)).toBe(true)
    expect(guardPasses(tree('due - now < 0.25h'), facts)).toBe(false)
    expect(guardPasses(tree('due - 1d < now'), facts)).toBe(true)
  })
})

describe('guards that are never or always true', () => {
  it.each([
    ['priority > 2 and priority = 1', 'never'],
    ['priority > 4', 'never'],
    ['priority > 3 and priority < 4', 'never'],
    ['hour >= 22 and hour < 6', 'never'],
    ['hour >= 22 or hour < 6', 'sometimes'],
    ['priority in [1, 2] and not priority <= 2', 'never'],
    ['weekday in [6, 7] and weekday <= 5', 'never'],
    ['source = "phone" and source = "qr"', 'never'],
    ['due - now < 30m and due - now > 1h', 'never'],
    ['"a" in skills and "a" not in skills', 'never'],
    ['"a" in skills and skills is empty', 'never'],
    ['priority is empty', 'never'],
    ['region = "a" and region is empty', 'never'],
    ['form.warranty and form.warranty = false', 'never'],
    ['false', 'never'],
    ['1 > 2', 'never'],
    ['priority >= 1', 'always'],
    ['assigned or not assigned', 'always'],
    ['form.warranty or not form.warranty', 'sometimes'],
    ['form.warranty or not form.warranty or form.warranty is empty', 'always'],
    ['region = "a"', 'sometimes'],
    ['created < due', 'sometimes'],
  ])('%s: %s', (source, expected) => {
    expect(truthOf(tree(source), sampleFields)).toBe(expected)
  })

  it('a branch is covered by the ones above it', () => {
    const covered = (last: string, ...earlier: readonly string[]) =>
      isCovered(tree(last), earlier.map(tree), sampleFields)
    expect(covered('priority = 1', 'priority <= 2')).toBe(true)
    expect(covered('priority >= 2', 'priority = 2', 'priority in [3, 4]')).toBe(true)
    expect(covered('priority <= 2', 'priority = 1')).toBe(false)
    // Where the region is missing the first is undecided, and the second is asked.
    expect(covered('priority = 1', 'region = "a" or region != "a"')).toBe(false)
  })

  it('is never claimed where facts say otherwise', () => {
    fc.assert(
      fc.property(anyCondition, fc.array(anyFacts, { minLength: 20, maxLength: 20 }), (expression, many) => {
        const claim = truthOf(expression, sampleFields)
        for (const facts of many) {
          if (claim === 'never') expect(guardPasses(expression, facts)).toBe(false)
          if (claim === 'always') expect(guardPasses(expression, facts)).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a guard in plain words', () => {
  it.each([
    [
      'priority <= 2 and region in ["浦东", "徐汇"]',
      '优先级不超过 2，且区域属于「浦东」、「徐汇」',
      'Priority is at most 2 and Region is one of “浦东”, “徐汇”',
    ],
    ['due - now < 30m', '（截止时间 − 现在）小于 30 分钟', '(Due time − Now) is less than 30 min'],
    [
      'weekday in [6, 7] or not assigned',
      '星期属于周六、周日，或已派单为否',
      'Weekday is one of Saturday, Sunday or Assigned is no',
    ],
    [
      '(priority = 1 or source = "qr") and "高压" in skills',
      '（优先级是 1，或来源是扫码），且所需技能包含「高压」',
      '(Priority is 1 or Source is QR code) and Required skills includes “高压”',
    ],
    ['now > due', '现在晚于截止时间', 'Now is after Due time'],
    ['region is not empty', '区域不为空', 'Region is filled in'],
  ])('%s', (source, chinese, english) => {
    expect(guardSentence(tree(source), sampleFields, 'zh-CN')).toBe(chinese)
    expect(guardSentence(tree(source), sampleFields, 'en')).toBe(english)
  })
})
