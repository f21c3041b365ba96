import { describe, expect, it } from 'vitest'
import { indexFlows } from '#domain/flow/board-flows.ts'
import { rankDropTargets } from './drop-targets.ts'
import { findWork } from './engineer-work.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from './sample-board.ts'

const place = (lng: number) => ({ lng, lat: 31.23 })
const rank = (
  tickets: Parameters<typeof rankDropTargets>[0],
  engineers: ReturnType<typeof sampleEngineer>[],
  held: ReturnType<typeof sampleTicket>[] = [],
) =>
  rankDropTargets(tickets, {
    flows: indexFlows([]),
    engineers,
    engineerName: (id) => id,
    work: findWork(held),
    position: (id) => (id === 'near' ? place(121.471) : undefined),
    timeZone: 'Asia/Shanghai',
    now: noon,
  })

describe('rankDropTargets', () => {
  const ticket = sampleTicket({
    id: 't',
    place: place(121.47),
    requiredSkills: [{ skill: '燃气', level: 2 }],
  })
  const able = { skills: [{ skill: '燃气', level: 2 }] }

  it('puts the nearest first and the best three forward', () => {
    const targets = rank(
      [ticket],
      ['e1', 'e2', 'e3', 'e4'].map((id, index) =>
        sampleEngineer({ id, ...able, home: place(121.5 - index * 0.005) }),
      ),
    )
    expect(targets.map(({ engineer, rank: own }) => [engineer.id, own])).toEqual([
      ['e4', 1],
      ['e3', 2],
      ['e2', 3],
      ['e1', null],
    ])
  })

  it('breaks a tie of distance by load', () => {
    const both = [sampleEngineer({ id: 'busy', ...able }), sampleEngineer({ id: 'free', ...able })]
    const targets = rank([ticket], both, [sampleTicket({ id: 'x', assignment: heldBy('busy') })])
    expect(targets.map(({ engineer, load }) => [engineer.id, load])).toEqual([
      ['free', 0],
      ['busy', 1],
    ])
  })

  it('measures from the last position, else from home, and says which', () => {
    const targets = rank(
      [ticket],
      [
        sampleEngineer({ id: 'near', ...able, home: place(130) }),
        sampleEngineer({ id: 'home', ...able, home: place(121.48) }),
      ],
    )
    expect(targets.map(({ engineer, fromHome }) => [engineer.id, fromHome])).toEqual([
      ['near', false],
      ['home', true],
    ])
  })

  it('names the rule for those who cannot, after all who can, however near', () => {
    const targets = rank(
      [ticket],
      [
        sampleEngineer({ id: 'near' }),
        sampleEngineer({ id: 'asleep', ...able, shift: { isoWeekdays: [1], fromMinute: 0, toMinute: 60 } }),
        sampleEngineer({ id: 'full', ...able, capacity: 0 }),
        sampleEngineer({ id: 'far', ...able, home: place(125) }),
      ],
    )
    expect(targets[0]).toMatchObject({ engineer: { id: 'far' }, rank: 1, rejection: null })
    expect(targets.slice(1).map(({ rejection }) => rejection?.name)).toEqual(
      expect.arrayContaining(['skill-missing', 'off-shift', 'at-capacity']),
    )
    expect(targets.slice(1).every(({ rank: own }) => own === null)).toBe(true)
  })

  it('counts several tickets together against the capacity', () => {
    const two = [sampleTicket({ id: 'a' }), sampleTicket({ id: 'b' })]
    const [target] = rank(two, [sampleEngineer({ id: 'e', capacity: 1 })])
    expect(target?.rejection).toMatchObject({ name: 'at-capacity', load: 1, capacity: 1 })
  })

  it('refuses the holder, a pinned ticket and a closed one', () => {
    const of = (given: Partial<Parameters<typeof sampleTicket>[0]>, id: string) =>
      rank([sampleTicket({ id: 't', ...given })], [sampleEngineer({ id })])[0]?.rejection?.name
    expect(of({ assignment: heldBy('e') }, 'e')).toBe('same-engineer')
    expect(of({ assignment: heldBy('e', true) }, 'other')).toBe('pinned')
    expect(of({ nodeId: 'closed' }, 'e')).toBe('ticket-closed')
  })

  it('knows where the flow lets nobody be given the ticket', () => {
    const verifying = sampleTicket({ id: 't', nodeId: 'to-verify', assignment: heldBy('a') })
    const [target] = rank([verifying], [sampleEngineer({ id: 'e' })])
    expect(target?.rejection).toEqual({ name: 'no-transition', from: 'to-verify', to: null })
  })
})
