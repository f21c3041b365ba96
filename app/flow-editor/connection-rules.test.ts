import { expect, it } from 'vitest'
import { refuseConnection } from './connection-rules.ts'

const types = new Map([['s', 'start'], ['a', 'task'], ['b', 'task'], ['e', 'end'], ['g', 'group'], ['f', 'fork']]) // prettier-ignore
const refuse = (
  source: string,
  target: string,
  edges: { source: string; target: string }[] = [],
  hasFreeExit = false,
) =>
  refuseConnection(
    { source, target },
    (id) => types.get(id),
    edges,
    () => hasFreeExit,
  )

it('a line joins two steps, once, away from the end and not into the start', () => {
  expect(refuse('a', 'b')).toBeUndefined()
  expect(refuse('b', 'a', [{ source: 'a', target: 'b' }])).toBeUndefined()
  expect(refuse('a', 'a')).toBe('to-itself')
  expect(refuse('a', 'b', [{ source: 'a', target: 'b' }])).toBe('already-there')
  expect(refuse('a', 's')).toBe('into-start')
  expect(refuse('e', 'a')).toBe('out-of-end')
  expect(refuse('a', 'g')).toBe('not-a-step')
  expect(refuse('a', 'gone')).toBe('not-a-step')
})

it('a second way out may lead to the same node; the branches of a fork may not', () => {
  expect(refuse('a', 'b', [{ source: 'a', target: 'b' }], true)).toBeUndefined()
  expect(refuse('f', 'b', [{ source: 'f', target: 'b' }], true)).toBe('already-there')
})
