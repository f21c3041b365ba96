import { describe, expect, it } from 'vitest'
import type { StandField, StandingPlace, TicketStand } from '#domain/decide/describe-stand.ts'
import { answerStep, findStep } from './answer-step.ts'

const way = (outcome: string) => ({
  kind: 'complete' as const,
  outcome,
  name: { 'zh-CN': outcome, en: outcome },
})
const place = (given: Partial<StandingPlace>): StandingPlace => ({
  tokenId: 't1',
  name: { 'zh-CN': '检修', en: 'Repair' },
  since: 0,
  dueAt: null,
  waitsFor: { kind: 'handler', id: 'lin' },
  ways: [way('done')],
  required: [],
  back: [],
  nodeId: 'repair',
  isWork: true,
  mayTransfer: false,
  mayClose: false,
  ...given,
})
const stand = (places: readonly StandingPlace[], fields: readonly StandField[] = []): TicketStand => ({
  flow: { 'zh-CN': '维修', en: 'Repair' },
  number: 1,
  ticketVersion: 1,
  status: 'running',
  places,
  fields,
})
const always = (chance: number) => ({ now: 1_000, random: () => chance })

describe('the step that is found', () => {
  it('is the first of those meant that may be answered', () => {
    const places = [
      place({ tokenId: 'passing', waitsFor: null }),
      place({ tokenId: 'forbidden', ways: [] }),
      place({ tokenId: 'other', waitsFor: { kind: 'customer' } }),
      place({ tokenId: 'own' }),
    ]
    const isLin = ({ kind }: { kind: string }) => kind === 'handler'
    expect(findStep(stand(places), isLin)?.tokenId).toBe('own')
    expect(findStep(stand(places.slice(0, 3)), isLin)).toBeUndefined()
  })
})

describe('the answer', () => {
  const fields: readonly StandField[] = [
    { field: 'form.serial', type: 'text', right: 'required', value: null },
    { field: 'form.photos', type: 'texts', right: 'required', value: null },
    { field: 'form.appointment', type: 'moment', right: 'required', value: null },
    { field: 'form.usage', type: 'number', right: 'required', value: null },
    { field: 'form.fault', type: 'text', right: 'required', value: 'E5' },
    { field: 'form.cost', type: 'number', right: 'edit', value: null },
    { field: 'form.solution', type: 'text', right: 'read', value: null },
  ]
  const ways = [way('good'), way('rework')]

  it('is what usually happens, and fills in what is required in the type of each field', () => {
    expect(answerStep(stand([], fields), place({ ways }), always(0.99))).toEqual({
      tokenId: 't1',
      way: ways[0],
      fields: {
        'form.serial': 'No. 10',
        'form.photos': ['No. 10'],
        'form.appointment': 1_000 + 24 * 3_600_000,
        'form.usage': 10,
      },
    })
  })

  it('is now and then another one, with what may be filled in as well', () => {
    const answer = answerStep(stand([], fields), place({ ways }), always(0))
    expect(answer?.way).toEqual(ways[1])
    expect(answer?.fields).toHaveProperty(['form.cost'], 1)
    expect(answer?.fields).not.toHaveProperty(['form.solution'])
  })

  it('is none where nothing may be answered', () => {
    expect(answerStep(stand([]), place({ ways: [] }), always(0))).toBeUndefined()
  })
})
