import { expect, it } from 'vitest'
import { rowToTicket } from '#domain/import/row-to-ticket.ts'
import { buildMap, type MapChoice } from './build-map.ts'

const choice: MapChoice = {
  columns: { externalId: 'id', title: 'what', lng: 'x', lat: 'y', priority: 'how', customerName: 'who' },
  priority: 3,
  datum: 'wgs84',
  timeZone: 'Asia/Shanghai',
  encoding: 'utf-8',
  delimiter: ';',
}

it('makes a map that reads rows', () => {
  const built = buildMap(choice)
  if (!built.ok) throw new Error('no map')
  expect(built.map).toMatchObject({ delimiter: ';', timeZone: 'Asia/Shanghai' })
  const row = { id: '7', what: '漏水', x: '121.4', y: '31.2', how: '紧急', who: '陈女士' }
  expect(rowToTicket(row, built.map)).toMatchObject({
    ok: true,
    ticket: { externalId: '7', priority: 1, customer: { name: '陈女士', phone: '' } },
  })
  expect(rowToTicket({ ...row, how: '?' }, built.map)).toMatchObject({ ticket: { priority: 3 } })
})

it('says what is missing', () => {
  expect(buildMap({ ...choice, columns: { title: 'what' } })).toEqual({
    ok: false,
    missing: ['externalId', 'lng', 'lat'],
    wrongZone: false,
  })
  expect(buildMap({ ...choice, timeZone: 'Shanghai?' })).toEqual({ ok: false, missing: [], wrongZone: true })
})
