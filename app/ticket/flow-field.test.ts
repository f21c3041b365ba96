import { expect, it } from 'vitest'
import type { GuardType, GuardValue } from '#domain/guard/field-table.ts'
import { isLink, readDraft, toDraft } from './flow-field.ts'

const zone = 'Asia/Shanghai'

const cases: readonly [type: GuardType, value: GuardValue][] = [
  ['texts', ['a', 'https://example.com/1,2.jpg']],
  ['numbers', [1, 2.5]],
  ['number', 3.5],
  ['boolean', false],
  ['moment', Date.UTC(2026, 10, 22, 4, 30)],
  ['text', 'E4'],
]

it('reads back what stands in the control of a field, moments on the clocks of the board', () => {
  for (const [type, value] of cases) expect(readDraft(type, toDraft(type, value, zone), zone)).toEqual(value)
  expect(toDraft('moment', Date.UTC(2026, 10, 23, 1, 30), zone)).toBe('2026-11-23T09:30')
})

it('takes nothing typed for nothing, and leaves to the server to refuse what is of no use', () => {
  expect(readDraft('texts', ['水泵', ' ', ''], zone)).toEqual(['水泵'])
  expect(readDraft('texts', [' '], zone)).toBeNull()
  expect(readDraft('text', '  ', zone)).toBeNull()
  expect(readDraft('number', 'much', zone)).toBe('much')
  expect(readDraft('moment', 'tomorrow', zone)).toBe('tomorrow')
})

it('tells an address from a name', () => {
  expect(isLink('https://example.com/1.jpg')).toBe(true)
  expect(isLink('1.jpg')).toBe(false)
  expect(isLink('javascript:alert(1)')).toBe(false)
})
