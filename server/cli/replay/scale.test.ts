import { describe, expect, it } from 'vitest'
import { hours, minutes } from '#domain/instant.ts'
import { chooseDay, type Request } from './read-requests.ts'
import { replayedAt, scaledAllowance } from './scale.ts'

const requestAt = (local: string, given: Partial<Request> = {}): Request => ({
  externalId: local,
  title: 'Pothole',
  description: '',
  priority: 3,
  requiredSkills: [],
  place: { lng: -71.06, lat: 42.36 },
  address: '',
  windowFrom: null,
  windowTo: null,
  source: 'phone',
  customer: null,
  createdAt: Date.parse(`${local}-04:00`),
  ...given,
})

describe('the time that a request may take', () => {
  const allowed = (target: number) =>
    scaledAllowance(requestAt('2015-07-14T08:00:00', { createdAt: 0, dueAt: target }), 60)

  it('shrinks with the speed', () => expect(allowed(hours(24))).toBe(minutes(24)))
  it('is at least an hour of the day', () => expect(allowed(minutes(2))).toBe(minutes(1)))
  it('is at most thirty days of it', () => expect(allowed(hours(24 * 700))).toBe(hours(12)))
  it('goes by priority when the file names none', () =>
    expect(scaledAllowance(requestAt('2015-07-14T08:00:00'), 60)).toBe(minutes(24)))
})

it('runs the clock of the day at the speed of the replay', () => {
  expect(replayedAt(1_500, { startedAt: 1_000, from: 7, speed: 60 })).toBe(30_007)
})

describe('the day', () => {
  const all = [
    '2015-07-13T23:59:59',
    '2015-07-14T09:15:20',
    '2015-07-14T08:00:00',
    '2015-07-14T23:00:00',
  ].map((local) => requestAt(local))
  const zone = 'America/New_York'

  it('is the busiest one, in order, from the hour that is asked for', () => {
    const { day, requests, from } = chooseDay(all, zone, { day: undefined, from: 7 * 60, hours: 12 })
    expect(day).toBe('2015-07-14')
    expect(requests.map(({ externalId }) => externalId)).toEqual([
      '2015-07-14T08:00:00',
      '2015-07-14T09:15:20',
    ])
    expect(from).toBe(Date.parse('2015-07-14T07:00:00-04:00'))
  })

  it('has requests, or there is nothing to replay', () => {
    expect(() => chooseDay(all, zone, { day: '2015-07-20', from: 0, hours: 24 })).toThrow('no requests')
    expect(() => chooseDay([], zone, { day: undefined, from: 0, hours: 24 })).toThrow('no requests')
  })
})
