import { describe, expect, it } from 'vitest'
import { readLocalMoment } from './local-moment.ts'

const boston = 'America/New_York'

const iso = (text: string, timeZone: string) => {
  const instant = readLocalMoment(text, timeZone)
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

describe('readLocalMoment', () => {
  it.each([
    ['2015-06-01T00:28:00', '2015-06-01T04:28:00.000Z'],
    ['2015-01-15 09:00', '2015-01-15T14:00:00.000Z'],
    ['2015/6/1 9:05', '2015-06-01T13:05:00.000Z'],
    ['2015-06-01', '2015-06-01T04:00:00.000Z'],
    [' 2015-06-01T00:28:00.123 ', '2015-06-01T04:28:00.000Z'],
  ])('reads %s on the clocks of the zone', (text, expected) => {
    expect(iso(text, boston)).toBe(expected)
  })

  it('lets an offset in the text win over the zone', () => {
    expect(iso('2015-06-01T00:28:00Z', boston)).toBe('2015-06-01T00:28:00.000Z')
    expect(iso('2015-06-01T00:28:00+08:00', boston)).toBe('2015-05-31T16:28:00.000Z')
    expect(iso('2015-06-01T00:28:00-0330', boston)).toBe('2015-06-01T03:58:00.000Z')
  })

  it('counts on from before the change when the clocks skipped the time', () => {
    expect(iso('2015-03-08T02:30:00', boston)).toBe('2015-03-08T07:30:00.000Z')
    expect(iso('2015-03-08T01:59:59', boston)).toBe('2015-03-08T06:59:59.000Z')
    expect(iso('2015-03-08T03:00:00', boston)).toBe('2015-03-08T07:00:00.000Z')
  })

  it('takes the first of the two moments when the clocks showed the time twice', () => {
    expect(iso('2015-11-01T01:30:00', boston)).toBe('2015-11-01T05:30:00.000Z')
    expect(iso('2015-11-01T02:00:00', boston)).toBe('2015-11-01T07:00:00.000Z')
  })

  it('knows zones of half hours and zones without summer time', () => {
    expect(iso('2025-11-21T14:03:00', 'Asia/Kolkata')).toBe('2025-11-21T08:33:00.000Z')
    expect(iso('2025-07-01T00:00:00', 'Asia/Shanghai')).toBe('2025-06-30T16:00:00.000Z')
  })

  it.each([
    '',
    'yesterday',
    '2015-02-30',
    '2015-13-01',
    '2015-06-01T25:00',
    '2015-06-01T10:61',
    '01/06/2015',
    '1',
  ])('does not take %j for a moment', (text) => {
    expect(readLocalMoment(text, boston)).toBeUndefined()
  })
})
