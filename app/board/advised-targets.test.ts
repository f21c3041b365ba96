import { describe, expect, it } from 'vitest'
import { indexFlows } from '#domain/flow/board-flows.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import { sampleAdvice } from '../scoring/sample-advice.ts'
import { withAdvice, withEngineerScore } from './advised-targets.ts'
import { rankDropTargets } from './drop-targets.ts'
import { noon, sampleEngineer, sampleTicket } from './sample-board.ts'

const able = { skills: [{ skill: '燃气', level: 2 }] }
/** Nearest first: d, c, b, a. */
const homes = { a: 121.5, b: 121.495, c: 121.49, d: 121.485, unlisted: 121.48, unable: 121.47 }

const targets = rankDropTargets([sampleTicket({ id: 't', requiredSkills: [{ skill: '燃气', level: 2 }] })], {
  flows: indexFlows([]),
  engineers: Object.entries(homes).map(([id, lng]) =>
    sampleEngineer({ id, ...(id === 'unable' ? {} : able), home: { lng, lat: 31.23 } }),
  ),
  engineerName: (id) => id,
  work: new Map(),
  position: () => undefined,
  timeZone: 'Asia/Shanghai',
  now: noon,
})
const advice = sampleAdvice([
  { id: 'a', openLoad: 0 },
  { id: 'b', openLoad: 1 },
  { id: 'c', openLoad: 2 },
  { id: 'd', engineer: { districts: ['静安区'] } },
  { id: 'unable', engineer: { skills: [] } },
])

describe('withAdvice', () => {
  it('orders by score, then those in no list, those advised against, and those whom a rule forbids', () => {
    expect(withAdvice(targets, advice).map(({ engineer, rank }) => [engineer.id, rank])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['unlisted', null],
      ['d', null],
      ['unable', null],
    ])
  })

  it('says what the engine says of each, and changes nothing about who may be given it', () => {
    const advised = new Map(withAdvice(targets, advice).map((target) => [target.engineer.id, target]))
    expect(advised.get('b')?.advised).toMatchObject({ kind: 'scored', place: 2 })
    expect(advised.get('d')).toMatchObject({ rejection: null, advised: { kind: 'against' } })
    expect(advised.get('unlisted')).toMatchObject({ rejection: null, advised: null })
    expect(advised.get('unable')).toMatchObject({ rejection: { name: 'skill-missing' }, advised: null })
  })

  it('keeps the rule of the board where the engine still has a score', () => {
    const holder = targets.map((target) =>
      target.engineer.id === 'a'
        ? { ...target, rejection: { name: 'same-engineer', engineer: 'a' } as const }
        : target,
    )
    expect(withAdvice(holder, advice).map(({ engineer, rank }) => [engineer.id, rank])).toContainEqual([
      'a',
      null,
    ])
    expect(withAdvice(holder, advice)[0]).toMatchObject({ engineer: { id: 'b' }, rank: 1 })
  })
})

describe('withEngineerScore', () => {
  const [recommended] = advice.recommended
  if (!recommended) throw new Error('nobody is recommended')
  const advisedBy = (engineerId: string, score: EngineerScore) =>
    withEngineerScore(targets, engineerId, score).flatMap(({ engineer, advised }) =>
      advised ? [[engineer.id, advised]] : [],
    )

  it('says it of the engineer in the air alone', () => {
    expect(advisedBy('a', { ticketId: 't', kind: 'scored', recommended })).toEqual([
      ['a', { kind: 'scored', place: null, recommended }],
    ])
    const rejection = { name: 'customer-wish', engineer: 'd' } as const
    expect(advisedBy('d', { ticketId: 't', kind: 'against', rejection })).toEqual([
      ['d', { kind: 'against', rejection }],
    ])
  })

  it('leaves the rule of the board where there is one', () => {
    expect(advisedBy('unable', { ticketId: 't', kind: 'scored', recommended })).toEqual([])
  })
})
