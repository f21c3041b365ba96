import { describe, expect, it } from 'vitest'
import {
  createFilter,
  filterChips,
  noFilters,
  readFilters,
  removeChip,
  toggleFilter,
  writeFilters,
  type BoardFilters,
} from './filters.ts'
import { heldBy, noon, sampleTicket } from './sample-board.ts'

const facts = {
  now: noon,
  myName: '孙悦',
  engineerName: (id: string) => (id === 'e1' ? '周建国' : undefined),
}
const shows = (filters: Partial<BoardFilters>, ticket: Parameters<typeof sampleTicket>[0]) =>
  createFilter({ ...noFilters, ...filters }, facts)(sampleTicket(ticket))

describe('filters in the address', () => {
  it('come back as they went, beside what else the address says', () => {
    const filters: BoardFilters = {
      text: '空调 浦东',
      scope: 'unhandled',
      stages: ['to-dispatch', 'on-site'],
      priorities: [1, 4],
      sla: ['breached'],
      skills: ['燃气', 'a,b'],
      districts: ['静安区'],
      assignees: ['e1'],
      sources: ['qr'],
    }
    const params = writeFilters(new URLSearchParams('ticket=t1&stage=closed'), filters)
    expect(params.get('ticket')).toBe('t1')
    expect(readFilters(new URLSearchParams(params.toString()))).toEqual(filters)
  })

  it('ignore what is not ours', () => {
    expect(readFilters(new URLSearchParams('stage=nowhere&priority=9&only=some&sla=&source=fax'))).toEqual(
      noFilters,
    )
  })

  it('leave an empty address when there are none', () => {
    expect(writeFilters(new URLSearchParams('q=x&skill=y&only=mine'), noFilters).toString()).toBe('')
  })
})

describe('chips', () => {
  it('are one per condition, and each takes off exactly its own', () => {
    const filters: BoardFilters = { ...noFilters, text: 'x', scope: 'mine', priorities: [1, 2] }
    const chips = filterChips(filters)
    expect(chips).toHaveLength(4)
    expect(chips.reduce(removeChip, filters)).toEqual(noFilters)
    const [, , first] = chips
    expect(first && removeChip(filters, first).priorities).toEqual([2])
  })

  it('toggle on and off', () => {
    const on = toggleFilter(noFilters, 'sla', 'breached')
    expect(on.sla).toEqual(['breached'])
    expect(toggleFilter(on, 'sla', 'breached')).toEqual(noFilters)
  })
})

describe('createFilter', () => {
  it('lets everything through when there are no filters', () => {
    expect(shows({}, { id: '1' })).toBe(true)
  })

  it('finds every word anywhere: number, title, customer, district, address, engineer', () => {
    const ticket = {
      id: '1',
      district: '静安区',
      customer: { id: 'c', name: '陈女士', phoneMasked: '' },
      assignment: heldBy('e1'),
    }
    expect(shows({ text: '1121-1 漏水 陈 静安 建国' }, ticket)).toBe(true)
    expect(shows({ text: '漏水 冰箱' }, ticket)).toBe(false)
  })

  it('takes any value of a list and every list', () => {
    const ticket = { id: '1', priority: 1 as const, requiredSkills: [{ skill: '燃气', level: 2 }] }
    expect(shows({ priorities: [1, 2], skills: ['燃气', '电工'] }, ticket)).toBe(true)
    expect(shows({ priorities: [1, 2], skills: ['电工'] }, ticket)).toBe(false)
    expect(shows({ districts: ['静安区'] }, ticket)).toBe(false)
  })

  it('knows the unhandled and what I changed last', () => {
    expect(shows({ scope: 'unhandled' }, { id: '1' })).toBe(true)
    expect(shows({ scope: 'unhandled' }, { id: '1', assignment: heldBy('e1') })).toBe(false)
    expect(shows({ scope: 'unhandled' }, { id: '1', nodeId: 'cancelled' })).toBe(false)
    expect(shows({ scope: 'mine' }, { id: '1', changedBy: '孙悦' })).toBe(true)
    expect(shows({ scope: 'mine' }, { id: '1' })).toBe(false)
  })
})
