import { describe, expect, it } from 'vitest'
import { readPlace, writePlace } from './version-place.ts'

const read = (search: string) => readPlace(new URLSearchParams(search), 4)

describe('the address of a version', () => {
  it.each([
    ['', null],
    ['version=volcano', null],
    ['version=0', null],
    ['version=3', { shown: 3, against: 2 }],
    ['version=1', { shown: 1, against: null }],
    ['version=draft', { shown: 'draft', against: 4 }],
    ['version=3&against=draft', { shown: 3, against: 'draft' }],
    ['version=3&against=none', { shown: 3, against: null }],
    ['version=3&against=3', { shown: 3, against: null }],
  ] as const)('%s', (search, place) => expect(read(search)).toEqual(place))

  it('leads back to where it was made', () => {
    const place = { shown: 'draft', against: null } as const
    expect(read(writePlace(place).toString())).toEqual(place)
  })
})
