import { describe, expect, it } from 'vitest'
import type { BacklogPlan } from '#domain/batch-assignment/backlog-plan.ts'
import { sampleTicket } from '#domain/sample-board.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { compareTicked, judge, reviewPlan, tickedItems } from './plan-review.ts'

const planned = (
  ticketId: string,
  engineerId: string,
  more: Partial<BacklogPlan['firstCome'][number]> = {},
) => ({
  ticketId,
  engineerId,
  score: 80,
  meters: 1_000,
  seconds: 300,
  lateMinutes: 0,
  ...more,
})
const plan = (...pairs: [ticketId: string, engineerId: string][]): BacklogPlan => ({
  at: 0,
  policy: { policyId: 'p', number: 1, name: '标准' },
  method: { kind: 'optimal' },
  assignments: pairs.map(([ticketId, engineerId]) => ({
    ...planned(ticketId, engineerId),
    ticketVersion: 1,
  })),
  firstCome: [],
  leftOver: [],
})
const facts = (
  tickets: readonly Ticket[],
  given: { unticked?: string[]; refusals?: [string, string][] } = {},
) => ({
  tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
  unticked: new Set(given.unticked),
  refusals: new Map(given.refusals),
})
const waiting = (id: string, more: Partial<Ticket> = {}) =>
  sampleTicket({ id, version: 1, stage: 'to-dispatch', nodeId: 'to-dispatch', assignment: null, ...more })
const held = (engineerId: string) => ({ engineerId, assignedAt: 0, pinned: false })

describe('a plan under review', () => {
  it('is grouped by engineer, the one with most tickets first', () => {
    const groups = reviewPlan(
      plan(['a', 'wu'], ['b', 'lin'], ['c', 'lin']),
      facts(['a', 'b', 'c'].map((id) => waiting(id))),
    )
    expect(groups.map(({ engineerId, rows }) => [engineerId, rows.map(({ item }) => item.ticketId)])).toEqual(
      [
        ['lin', ['b', 'c']],
        ['wu', ['a']],
      ],
    )
  })

  it('leaves out what has been carried out and what nobody ticked', () => {
    const groups = reviewPlan(
      plan(['a', 'wu'], ['b', 'wu'], ['c', 'wu']),
      facts([waiting('a', { assignment: held('wu'), version: 2 }), waiting('b'), waiting('c')], {
        unticked: ['b'],
      }),
    )
    expect(groups.flatMap(({ rows }) => rows.map(({ item }) => item.ticketId))).toEqual(['b', 'c'])
    expect(tickedItems(groups).map(({ ticketId }) => ticketId)).toEqual(['c'])
  })

  it('unticks what has changed meanwhile, and says what happened to it', () => {
    const groups = reviewPlan(
      plan(['a', 'wu'], ['b', 'wu'], ['c', 'wu'], ['d', 'wu'], ['e', 'wu']),
      facts(
        [
          waiting('b', { nodeId: 'closed', stage: 'closed', changedBy: '林晓' }),
          waiting('c', { assignment: held('lin'), version: 2 }),
          waiting('d', { version: 2, changedBy: '林晓' }),
          waiting('e'),
        ],
        { refusals: [['e', '吴海峰 已满']] },
      ),
    )
    expect(groups.flatMap(({ rows }) => rows.map(({ stale }) => stale))).toEqual([
      { kind: 'gone' },
      { kind: 'closed', by: '林晓' },
      { kind: 'held', engineerId: 'lin' },
      { kind: 'changed', by: '林晓' },
      { kind: 'refused', sentence: '吴海峰 已满' },
    ])
    expect(tickedItems(groups)).toEqual([])
  })
})

describe('the comparison', () => {
  it('is of the ticked tickets alone, on both sides', () => {
    const both: BacklogPlan = {
      ...plan(['a', 'wu'], ['b', 'wu']),
      firstCome: [planned('a', 'lin', { score: 60, meters: 3_000, lateMinutes: 5 }), planned('b', 'wu')],
    }
    const ticked = both.assignments.filter(({ ticketId }) => ticketId === 'a')
    expect(compareTicked(both, ticked)).toEqual({
      plan: { tickets: 1, meanScore: 80, km: 1, breaches: 0 },
      firstCome: { tickets: 1, meanScore: 60, km: 3, breaches: 1 },
    })
    expect(compareTicked(both, []).plan).toEqual({ tickets: 0, meanScore: 0, km: 0, breaches: 0 })
  })

  it('calls the same what looks the same', () => {
    expect(judge(80.04, 80, { digits: 1, more: 'better' })).toBe('same')
    expect(judge(80.1, 80, { digits: 1, more: 'better' })).toBe('better')
    expect(judge(2, 3, { digits: 0, more: 'worse' })).toBe('better')
    expect(judge(3, 2, { digits: 0, more: 'worse' })).toBe('worse')
  })
})
