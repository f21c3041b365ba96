import { describe, expect, it } from 'vitest'
import { indexFlows } from '#domain/flow/board-flows.ts'
import { sampleAdvice } from '../scoring/sample-advice.ts'
import { chooseBest } from './best-choice.ts'
import { rankDropTargets } from './drop-targets.ts'
import { noon, sampleEngineer, sampleTicket } from './sample-board.ts'

const targetsFor = (skills: { skill: string; level: number }[]) =>
  rankDropTargets([sampleTicket({ id: 't', requiredSkills: skills })], {
    flows: indexFlows([]),
    engineers: [sampleEngineer({ id: 'near' }), sampleEngineer({ id: 'far', home: { lng: 122, lat: 31 } })],
    engineerName: (id) => id,
    work: new Map(),
    position: () => undefined,
    timeZone: 'Asia/Shanghai',
    now: noon,
  })
const targets = targetsFor([])
const ready = (...people: Parameters<typeof sampleAdvice>[0]) =>
  ({ state: 'ready', advice: sampleAdvice(people) }) as const

describe('chooseBest', () => {
  it('is the first of the recommendation, however near another one is', () => {
    const advice = ready({ id: 'far', openLoad: 0 }, { id: 'near', openLoad: 2 })
    const points = advice.advice.recommended[0]?.score.total
    expect(chooseBest(advice, targets, undefined)).toEqual({
      kind: 'best',
      engineerId: 'far',
      points,
      holdsIt: false,
    })
    expect(chooseBest(advice, targets, 'far')).toMatchObject({ holdsIt: true })
  })

  it('is nobody where nobody can be sent, though somebody may be near', () => {
    expect(chooseBest(ready(), targets, undefined)).toEqual({ kind: 'nobody' })
  })

  it('is the nearest who can take it where the engine does not answer, and says why', () => {
    expect(chooseBest({ state: 'offline' }, targets, undefined)).toMatchObject({
      kind: 'nearest',
      target: { engineer: { id: 'near' } },
      why: null,
    })
    const rejection = { name: 'database-away' } as const
    expect(chooseBest({ state: 'refused', rejection }, targets, undefined)).toMatchObject({
      kind: 'nearest',
      why: rejection,
    })
    const unable = targetsFor([{ skill: '无人会', level: 3 }])
    expect(chooseBest({ state: 'offline' }, unable, undefined)).toEqual({ kind: 'nobody' })
  })

  it('waits for the answer', () => {
    expect(chooseBest({ state: 'asking' }, targets, undefined)).toEqual({ kind: 'asking' })
  })
})
