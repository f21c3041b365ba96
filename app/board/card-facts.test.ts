import { defaultFlow } from '#domain/flow/default-flow.ts'
import { expect, it } from 'vitest'
import { cardFact } from './card-facts.ts'
import { heldBy, noon, sampleTicket } from './sample-board.ts'

const skills = [
  { skill: '燃气', level: 2 },
  { skill: '电工', level: 1 },
]
const fact = (nodeId: string, distanceLeft: number | null = null) =>
  cardFact(
    sampleTicket({ id: '1', nodeId, requiredSkills: skills, assignment: heldBy('e1') }),
    defaultFlow,
    distanceLeft,
  )

it('tells the skill before departure', () => {
  expect(fact('to-dispatch')).toEqual({ kind: 'skill', skill: skills[0], more: 1 })
  expect(cardFact(sampleTicket({ id: '1' }), defaultFlow, null)).toBeNull()
})

it('tells the way that is left, or since when, while somebody is coming', () => {
  expect(fact('en-route', 4100)).toEqual({ kind: 'distance-left', meters: 4100 })
  expect(fact('en-route')).toMatchObject({ kind: 'since' })
})

it('tells how long the work takes, what it waits for, and when it was closed', () => {
  expect(fact('on-site')).toEqual({ kind: 'since', since: noon - 1_800_000 })
  expect(fact('waiting-parts')).toMatchObject({ kind: 'node', name: { 'zh-CN': '等配件' } })
  expect(fact('closed')).toEqual({ kind: 'closed-at', at: noon })
})
