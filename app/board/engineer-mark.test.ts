import { expect, it } from 'vitest'
import { engineerMark } from './engineer-mark.ts'

it.each([
  ['周建国', '建国'],
  ['马超', '马超'],
  ['欧阳建国', '建国'],
  ['Zhou Jianguo', 'ZJ'],
  ['ana maria lopez', 'AM'],
  ['Cher', 'C'],
  ['', ''],
])('%s is marked %s', (name, mark) => {
  expect(engineerMark(name)).toBe(mark)
})
