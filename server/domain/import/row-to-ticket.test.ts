import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importMap, missingColumns, type ImportMap } from './import-map.ts'
import { rowToTicket, type ImportRow } from './row-to-ticket.ts'

const boston = importMap.parse(
  JSON.parse(readFileSync(new URL('../../import/maps/boston-311.json', import.meta.url), 'utf8')),
)

const row = (changes: ImportRow = {}): ImportRow => ({
  id: '42',
  opened_at: '2015-06-01T00:28:00',
  target_at: '2015-06-02T00:28:00',
  closed_at: '2015-06-01T09:00:00',
  type: 'Street Light Outage',
  reason: 'Street Lights',
  subject: 'Public Works',
  queue: 'PWD',
  neighborhood: 'Dorchester',
  zip: '02125',
  lat: '42.318',
  lon: '-71.0587',
  source: 'Self Service',
  ...changes,
})

const ticketOf = (given: ImportRow, map: ImportMap = boston) => {
  const result = rowToTicket(given, map)
  if (!result.ok) throw new Error(result.problem.name)
  return result.ticket
}

const problemOf = (given: ImportRow, map: ImportMap = boston) => {
  const result = rowToTicket(given, map)
  return result.ok ? undefined : result.problem
}

describe('rowToTicket', () => {
  it('reads a row by the map', () => {
    expect(ticketOf(row())).toEqual({
      externalId: '42',
      title: 'Street Light Outage · Street Lights',
      description: 'Public Works · PWD',
      address: 'Dorchester 02125',
      place: { lng: -71.0587, lat: 42.318 },
      priority: 1,
      requiredSkills: [],
      source: 'web',
      windowFrom: null,
      windowTo: null,
      createdAt: Date.UTC(2015, 5, 1, 4, 28),
      dueAt: Date.UTC(2015, 5, 2, 4, 28),
      closedAt: Date.UTC(2015, 5, 1, 13, 0),
      customer: null,
    })
  })

  it.each([
    ['2015-06-02T00:28:00', 1],
    ['2015-06-02T00:28:01', 2],
    ['2015-06-15T00:28:00', 3],
    ['2015-11-28T00:28:00', 4],
    ['', 4],
  ])('gives the priority by the time allowed (due %j)', (target, priority) => {
    expect(ticketOf(row({ target_at: target })).priority).toBe(priority)
  })

  it('takes an empty target as not given', () => {
    expect(ticketOf(row({ target_at: ' ' }))).not.toHaveProperty('dueAt')
  })

  it('takes a target before the opening as not given', () => {
    expect(ticketOf(row({ target_at: '2015-05-01T00:00:00' }))).not.toHaveProperty('dueAt')
  })

  it.each([
    ['before the opening', '2015-05-31T23:00:00'],
    ['years later', '2019-06-01T00:00:00'],
  ])('takes a closing %s as not given', (_, closed) => {
    expect(ticketOf(row({ closed_at: closed }))).not.toHaveProperty('closedAt')
  })

  it('converts the datum that the map names', () => {
    const map: ImportMap = { ...boston, place: { ...boston.place, datum: 'gcj02' } }
    const shanghai = { lat: '31.2304', lon: '121.4737' }
    const { place } = ticketOf(row(shanghai), map)
    expect(place.lng).toBeCloseTo(121.4692, 3)
    expect(place.lat).toBeCloseTo(31.2323, 3)
  })

  it('chooses by a table and never finds what every object has', () => {
    const skills = { column: 'queue', values: { PWD: [{ skill: 'lights', level: 2 }] }, otherwise: [] }
    const map: ImportMap = { ...boston, skills }
    expect(ticketOf(row(), map).requiredSkills).toEqual([{ skill: 'lights', level: 2 }])
    expect(ticketOf(row({ queue: 'constructor' }), map).requiredSkills).toEqual([])
  })

  it('reads the customer', () => {
    const map: ImportMap = { ...boston, customer: { name: '{subject}', phone: '{zip}' } }
    expect(ticketOf(row(), map).customer).toEqual({ name: 'Public Works', phone: '02125' })
    expect(ticketOf(row({ subject: '' }), map).customer).toBeNull()
  })

  it.each([
    ['no id', { id: ' ' }, { name: 'field-empty', field: 'externalId' }],
    ['no place', { lat: '', lon: '' }, { name: 'field-empty', field: 'place' }],
    ['half a place', { lat: '' }, { name: 'bad-coordinate', value: '-71.0587, ' }],
    ['words for a place', { lat: 'north' }, { name: 'bad-coordinate', value: '-71.0587, north' }],
    ['a place off the Earth', { lat: '142.3' }, { name: 'bad-coordinate', value: '-71.0587, 142.3' }],
    ['a place of zeros', { lat: '0', lon: '0.0' }, { name: 'bad-coordinate', value: '0.0, 0' }],
    [
      'a bad opening',
      { opened_at: '06/01/2015' },
      { name: 'bad-date', field: 'createdAt', value: '06/01/2015' },
    ],
    ['a bad target', { target_at: 'soon' }, { name: 'bad-date', field: 'dueAt', value: 'soon' }],
    [
      'a title without end',
      { type: 'x'.repeat(200) },
      { name: 'field-too-long', field: 'title', limit: 120 },
    ],
  ])('names what is wrong: %s', (_, changes, problem) => {
    expect(problemOf(row(changes))).toEqual(problem)
  })

  it('says that a title is empty only when every part of it is', () => {
    const map: ImportMap = { ...boston, title: '{type}' }
    expect(problemOf(row({ type: '' }), map)).toEqual({ name: 'field-empty', field: 'title' })
  })
})

describe('importMap', () => {
  it('refuses a zone that no clock knows, steps that fall and keys that it does not know', () => {
    expect(importMap.safeParse({ ...boston, timeZone: 'Boston' }).success).toBe(false)
    expect(importMap.safeParse({ ...boston, titel: '{type}' }).success).toBe(false)
    const byHoursToDue = [
      { upTo: 72, priority: 2 },
      { upTo: 24, priority: 1 },
    ]
    expect(importMap.safeParse({ ...boston, priority: { byHoursToDue, otherwise: 4 } }).success).toBe(false)
  })

  it('knows which columns it needs', () => {
    expect(missingColumns(boston, Object.keys(row()))).toEqual([])
    expect(missingColumns(boston, ['id', 'type', 'subject', 'queue', 'lat', 'opened_at'])).toEqual([
      'reason',
      'neighborhood',
      'zip',
      'source',
      'lon',
      'target_at',
      'closed_at',
    ])
  })
})
