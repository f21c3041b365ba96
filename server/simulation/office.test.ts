import { describe, expect, it } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import type { StepWay, TicketStand } from '#domain/decide/describe-stand.ts'
import type { StepOwner } from '#domain/flow/who-acts.ts'
import { takeStep } from './office.ts'

const person = (role: 'service-desk' | 'supervisor'): Actor => ({
  ...{ kind: 'person', id: role, name: role, role, boardIds: ['b'] },
})
const [desk, head] = [person('service-desk'), person('supervisor')]
const approve: StepWay = { kind: 'decide', verdict: 'approved' }

const stand = (waitsFor: StepOwner, ways: readonly StepWay[] = [approve]): TicketStand => ({
  flow: { 'zh-CN': '审核', en: 'Review' },
  number: 1,
  ticketVersion: 1,
  status: 'running',
  fields: [],
  places: [
    {
      ...{ tokenId: 't1', nodeId: 'review', name: { 'zh-CN': '审核', en: 'Review' }, isWork: true },
      ...{ waitsFor, since: 0, dueAt: null, ways, required: [], back: [] },
      ...{ mayTransfer: false, mayClose: false },
    },
  ],
})
const take = (seen: Readonly<Record<string, TicketStand | null>>) =>
  takeStep([desk, head], ({ id }) => seen[id], {
    engineerIds: new Set(['lin']),
    now: 0,
    random: () => 0.5,
  })?.actor

describe('a step for the office', () => {
  const forHead: StepOwner = { kind: 'role', role: 'supervisor' }

  it('is taken by the first who may', () => {
    expect(take({ [desk.id]: stand({ kind: 'customer' }), [head.id]: null })).toBe(desk)
    expect(take({ [desk.id]: stand(forHead, []), [head.id]: stand(forHead) })).toBe(head)
  })

  it('is left while one before has not looked yet', () => {
    expect(take({ [head.id]: stand(forHead) })).toBeUndefined()
    expect(take({ [desk.id]: stand(forHead, []) })).toBeUndefined()
  })

  it('is none that an engineer has in hand, though a supervisor might stand in', () => {
    const own = stand({ kind: 'handler', id: 'lin' })
    expect(take({ [desk.id]: null, [head.id]: own })).toBeUndefined()
    expect(take({ [desk.id]: null, [head.id]: stand({ kind: 'handler', id: head.id }) })).toBe(head)
  })
})
