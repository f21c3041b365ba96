import { describe, expect, it } from 'vitest'
import { arrangeColumns, chooseColumns, holdStill } from './columns.ts'
import { noFilters } from './filters.ts'
import { heldBy, noon, sampleTicket } from './sample-board.ts'

const facts = { now: noon, myName: '', engineerName: () => undefined, filteredSince: noon - 90 * 60_000 }
const hour = 3_600_000

describe('arrangeColumns', () => {
  const tickets = [
    sampleTicket({ id: 'late', dueAt: noon - hour, priority: 4, createdAt: noon - 3 * hour }),
    sampleTicket({ id: 'soon', dueAt: noon + hour, priority: 1, createdAt: noon - 2 * hour }),
    sampleTicket({ id: 'calm', dueAt: noon + 90 * hour, priority: 2, createdAt: noon - hour }),
    sampleTicket({ id: 'held', assignment: heldBy('e1') }),
    sampleTicket({ id: 'early', nodeId: 'closed', closedAt: noon - 2 * hour }),
    sampleTicket({ id: 'latest', nodeId: 'cancelled', closedAt: noon - hour }),
  ]
  const ids = (sort: 'due' | 'priority' | 'newest') =>
    arrangeColumns(tickets, noFilters, sort, facts).columns['to-dispatch'].map(({ id }) => id)

  it('orders each column as asked', () => {
    expect(ids('due')).toEqual(['late', 'soon', 'calm'])
    expect(ids('priority')).toEqual(['soon', 'calm', 'late'])
    expect(ids('newest')).toEqual(['calm', 'soon', 'late'])
  })

  it('shows the latest closed first, however the rest is sorted', () => {
    const { columns } = arrangeColumns(tickets, noFilters, 'priority', facts)
    expect(columns.closed.map(({ id }) => id)).toEqual(['latest', 'early'])
  })

  it('counts open tickets only', () => {
    const { open, bySla, hidden } = arrangeColumns(tickets, noFilters, 'due', facts)
    expect({ open, hidden }).toEqual({ open: 4, hidden: 0 })
    expect(bySla.breached).toBe(1)
  })

  it('keeps the SLA counts while the SLA filter is on, and says how many it hides', () => {
    const filtered = arrangeColumns(tickets, { ...noFilters, sla: ['breached'] }, 'due', facts)
    expect(filtered.columns['to-dispatch'].map(({ id }) => id)).toEqual(['late'])
    expect(filtered.columns.assigned).toEqual([])
    expect(filtered.open).toBe(4)
    expect(filtered.hidden).toBe(3)
    // `calm` and `held` came after the filter was set.
    expect(filtered.hiddenNew).toBe(2)
  })
})

describe('chooseColumns', () => {
  it('gives the room to the stages where the work is and makes pills of the others', () => {
    const { shown, pills } = chooseColumns(5, [])
    expect(shown).toEqual(['to-dispatch', 'assigned', 'en-route', 'on-site', 'to-verify'])
    expect(pills).toEqual(['intake', 'waiting', 'closed'])
  })

  it('puts an opened pill into its place in the flow', () => {
    expect(chooseColumns(2, ['closed']).shown).toEqual(['to-dispatch', 'closed'])
  })

  it('gives a stage that is asked for twice one column', () => {
    expect(chooseColumns(2, ['waiting', 'waiting']).shown).toEqual(['to-dispatch', 'waiting'])
  })

  it('shows one column even where there is no room', () => {
    expect(chooseColumns(0, []).shown).toHaveLength(1)
  })

  it('has no pills when everything fits', () => {
    expect(chooseColumns(9, []).pills).toEqual([])
  })
})

describe('holdStill', () => {
  it('leaves gaps for who has left and puts newcomers below', () => {
    const b = sampleTicket({ id: 'b' })
    const c = sampleTicket({ id: 'c' })
    const kinds = holdStill(['a', 'b'], [c, b]).map((entry) =>
      entry.kind === 'gone' ? `gone ${entry.ticketId}` : entry.ticket.id,
    )
    expect(kinds).toEqual(['gone a', 'b', 'c'])
  })
})
