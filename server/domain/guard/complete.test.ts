import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCondition, sampleFields } from '#tests/support/guards.ts'
import { completeGuard } from './complete.ts'
import { parseGuard } from './parse.ts'
import { printGuard } from './print.ts'

const inserts = (source: string, position = source.length) =>
  completeGuard(source, position, sampleFields).map(({ insert }) => insert)

describe('completing a guard', () => {
  it.each([
    ['pri', ['priority']],
    ['priority <= 2 and sou', ['source']],
    [
      'source = ',
      [
        '"phone"',
        '"chat"',
        '"qr"',
        '"web"',
        '"api"',
        '"import"',
        'source',
        'region',
        'customer.tier',
        'form.note',
      ],
    ],
    ['source = "p', ['"phone"']],
    ['source in ', ['["phone"', '["chat"', '["qr"', '["web"', '["api"', '["import"', 'skills', 'form.parts']],
    ['source in ["phone", ', ['"chat"', '"qr"', '"web"', '"api"', '"import"']],
    ['source in ["phone"', []],
    ['source in ["phone" ', [', ', ']']],
    ['assigned = ', ['true', 'false', 'assigned', 'form.warranty']],
    ['skills ', ['is empty', 'is not empty']],
    ['region is ', ['empty', 'not empty']],
    ['region is not ', ['empty']],
    ['region is not empty ', ['and', 'or']],
    ['(region is empty ', ['and', 'or', ')']],
    ['priority <', ['<=']],
    ['priority = 1 & ', []],
  ])('%s', (source, expected) => {
    expect(inserts(source)).toEqual(expected)
  })

  it('replaces the word under the caret', () => {
    expect(completeGuard('prioXX = 1', 4, sampleFields)).toEqual([
      { kind: 'field', insert: 'priority', from: 0, to: 6 },
    ])
  })

  it('offers only what can be gone on from', () => {
    fc.assert(
      fc.property(anyCondition, fc.nat(), (expression, place) => {
        const source = printGuard(expression)
        const position = place % (source.length + 1)
        for (const { insert, from } of completeGuard(source, position, sampleFields)) {
          const upToThere = source.slice(0, from) + insert
          const parsed = parseGuard(upToThere)
          if (parsed.ok) continue
          const isUnfinished = parsed.flaw.to === upToThere.length || parsed.flaw.name === 'bracket-unclosed'
          expect(isUnfinished, `${upToThere}: ${parsed.flaw.name}`).toBe(true)
          expect(['operand-expected', 'bracket-unclosed', 'empty-expected', 'list-item-expected']).toContain(
            parsed.flaw.name,
          )
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
