import { expect, it } from 'vitest'
import { fieldText, readField } from './flow-field.ts'

it('reads back what it shows, and leaves what is no number for the server to refuse', () => {
  expect(readField('texts', fieldText(['a', 'b']))).toEqual(['a', 'b'])
  expect(readField('texts', '水泵，阀门、')).toEqual(['水泵', '阀门'])
  expect(readField('number', fieldText(80))).toBe(80)
  expect(readField('number', 'much')).toBe('much')
  expect(readField('text', '  ')).toBeNull()
})
