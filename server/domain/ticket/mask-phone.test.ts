import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskPhone } from './mask-phone.ts'

it.each([
  ['13812345678', '138 **** 5678'],
  ['138-1234 5678', '138 **** 5678'],
  ['+86 13812345678', '+86 **** 5678'],
  ['6234 5678', '**** 5678'],
  ['234567', '**** 67'],
  ['12315', '**** 5'],
  ['110', '****'],
  ['', ''],
  [' - ', ''],
])('shows %j as %j', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

it('hides four digits, or all when there are fewer', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,15}$/), (phone) => {
      const shown = maskPhone(phone).replaceAll(/[* ]/g, '')
      expect(phone.length - shown.length).toBeGreaterThanOrEqual(Math.min(4, phone.length))
    }),
  )
})
