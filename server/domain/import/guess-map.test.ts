import { expect, it } from 'vitest'
import { guessColumns, priorityTable } from './guess-map.ts'

it('finds the columns of an English export', () => {
  expect(guessColumns(['id', 'opened_at', 'Target At', 'closed_at', 'type', 'reason', 'lat', 'LON'])).toEqual(
    {
      externalId: 'id',
      title: 'type',
      description: 'reason',
      lng: 'LON',
      lat: 'lat',
      createdAt: 'opened_at',
      dueAt: 'Target At',
      closedAt: 'closed_at',
    },
  )
})

it('finds the columns of a Chinese export', () => {
  expect(guessColumns(['单号', '故障现象', '地址', '经度', '纬度', '联系人', '联系电话', '优先级'])).toEqual({
    externalId: '单号',
    title: '故障现象',
    address: '地址',
    lng: '经度',
    lat: '纬度',
    customerName: '联系人',
    customerPhone: '联系电话',
    priority: '优先级',
  })
})

it('guesses nothing that is not there', () => {
  expect(guessColumns(['foo', 'bar'])).toEqual({})
})

it('reads priorities in the words of both languages', () => {
  const table = priorityTable()
  expect([table['P1'], table['紧急'], table['High'], table['normal'], table['4']]).toEqual([1, 1, 2, 3, 4])
})
