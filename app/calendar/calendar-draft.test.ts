import { expect, it } from 'vitest'
import {
  areHoursFlawed,
  hoursPerWeek,
  isDateFlawed,
  readClock,
  readDraft,
  toDraft,
  withAnotherStretch,
} from './calendar-draft.ts'

const day = [
  { fromMinute: 540, toMinute: 720 },
  { fromMinute: 780, toMinute: 1_080 },
]
const body = {
  timeZone: 'Asia/Shanghai',
  week: [day, day, day, day, day, [], []],
  days: { '2026-10-10': { name: '调休', hours: day }, '2026-10-01': { name: '国庆节', hours: [] } },
}

it('what was saved is what is edited, special days by date', () => {
  const draft = toDraft('办公时间', body)
  expect(draft.days.map(({ date }) => date)).toEqual(['2026-10-01', '2026-10-10'])
  expect(readDraft(draft)).toEqual(body)
  expect(hoursPerWeek(draft)).toBe(40)
})

it('a date that is there twice, or not at all, is marked and not saved', () => {
  const twice = { key: 'new', date: '2026-10-01', name: '', hours: [] }
  const draft = toDraft('办公时间', body)
  const edited = { ...draft, days: [...draft.days, twice] }
  expect(readDraft(edited)).toBeUndefined()
  expect(edited.days.map((one) => isDateFlawed(edited, one))).toEqual([true, false, true])
})

it('stretches follow each other', () => {
  expect(areHoursFlawed(day)).toBe(false)
  expect(areHoursFlawed(day.toReversed())).toBe(true)
  expect(areHoursFlawed([{ fromMinute: 600, toMinute: 600 }])).toBe(true)
  let hours = withAnotherStretch([])
  for (let count = 1; count < 4; count += 1) hours = withAnotherStretch(hours)
  expect(hours).toHaveLength(4)
})

it('a time of the clocks', () => {
  expect(['08:30', '8：30', '8', '24:00'].map(readClock)).toEqual([510, 510, 480, 1_440])
  expect(['', '8:', '25:00', '24:01', '12:60', 'noon'].map(readClock)).toEqual(Array(6).fill(undefined))
})
