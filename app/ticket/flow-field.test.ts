import { expect, it } from 'vitest'
import { fieldText, readField } from './flow-field.ts'

const zone = 'Asia/Shanghai'

it('reads back what it shows, and leaves what is no number for the server to refuse', () => {
  expect(readField('texts', fieldText('texts', ['a', 'b'], zone), zone)).toEqual(['a', 'b'])
  expect(readField('texts', '水泵，阀门、', zone)).toEqual(['水泵', '阀门'])
  expect(readField('number', fieldText('number', 80, zone), zone)).toBe(80)
  expect(readField('number', 'much', zone)).toBe('much')
  expect(readField('text', '  ', zone)).toBeNull()
})

it('shows and reads a moment on the clocks of the board, wherever the browser stands', () => {
  const appointment = Date.UTC(2026, 10, 23, 1, 30)
  expect(fieldText('moment', appointment, zone)).toBe('2026-11-23T09:30')
  expect(readField('moment', '2026-11-23T09:30', zone)).toBe(appointment)
  expect(readField('moment', 'tomorrow', zone)).toBe('tomorrow')
})
