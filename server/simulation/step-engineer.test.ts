import { describe, expect, it } from 'vitest'
import type { Engineer } from '#domain/engineer.ts'
import { minutes } from '#domain/instant.ts'
import type { Stage } from '#domain/stage.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { distanceMeters } from '#geo/distance.ts'
import {
  startEngineer,
  stepEngineer,
  whereIs,
  type EngineerSight,
  type EngineerState,
} from './step-engineer.ts'

const home = { lng: 121.45, lat: 31.22 }
const engineer: Engineer = {
  id: '00000000-0000-4000-8000-0000000000e1',
  ref: 1,
  boardId: 'b',
  name: '吴海峰',
  skills: [],
  home,
  shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
  capacity: 4,
  districts: [],
  ratingSum: 0,
  ratingCount: 0,
}

const ticketIn = (stage: Stage, given: Partial<Ticket> = {}): Ticket => ({
  id: '80000000-0000-4000-8000-000000000001',
  boardId: 'b',
  number: '1121-001',
  externalId: null,
  flow: null,
  title: '空调漏水',
  description: '',
  priority: 2,
  requiredSkills: [],
  place: { lng: 121.47, lat: 31.24 },
  address: '',
  district: null,
  windowFrom: null,
  windowTo: null,
  createdAt: 0,
  dueAt: 1,
  closedAt: null,
  nodeId: stage,
  stage,
  stageSince: 0,
  source: 'phone',
  customer: null,
  asset: null,
  assignment: { engineerId: engineer.id, assignedAt: 0, pinned: false },
  offer: null,
  noteCount: 0,
  version: 3,
  changedAt: 0,
  changedBy: '',
  ...given,
})

const sight = (given: Partial<EngineerSight>): EngineerSight => ({
  engineer,
  held: [],
  isOnShift: true,
  isUnderWay: () => false,
  isTheirStep: () => false,
  waitingNodeIds: () => ['waiting-parts'],
  now: 0,
  since: 0,
  random: () => 0.5,
  speed: 1,
  ...given,
})

const standing = startEngineer(home, 0)

/** Steps once a second until something is asked for, or for an hour. */
function stepUntilIntent(first: EngineerState, given: Partial<EngineerSight>) {
  let state = first
  for (let now = given.now ?? 0; now < minutes(60) + (given.now ?? 0); now += 1_000) {
    const step = stepEngineer(state, sight({ ...given, now }))
    if (step.intent) return { ...step, intent: step.intent, now }
    state = step.state
  }
  throw new Error(`nothing asked for within an hour; ${state.doing}`)
}

describe('a simulated engineer', () => {
  it('accepts what was assigned after a moment', () => {
    const held = [ticketIn('assigned')]
    const { intent, now } = stepUntilIntent(standing, { held })
    expect(intent).toEqual({ ticket: held[0], to: { stage: 'en-route' } })
    expect(now).toBeGreaterThan(0)
  })

  it('drives to the place of a ticket at the speed of city traffic, and then is on site', () => {
    const held = [ticketIn('en-route')]
    const { intent, state, now } = stepUntilIntent(standing, { held })
    expect(intent.to).toEqual({ stage: 'on-site' })
    const { place } = whereIs(state, now)
    expect(distanceMeters(place, ticketIn('en-route').place)).toBeLessThan(1)
    const kilometresPerHour = distanceMeters(home, place) / 1000 / (now / 3_600_000)
    expect(kilometresPerHour).toBeGreaterThan(18)
    expect(kilometresPerHour).toBeLessThan(35)
  })

  it('is on the way in between, with a heading', () => {
    const held = [ticketIn('en-route')]
    const { state } = stepEngineer(standing, sight({ held }))
    const { place, headingDegrees } = whereIs(state, minutes(3))
    expect(distanceMeters(place, home)).toBeGreaterThan(500)
    expect(headingDegrees).toBeGreaterThan(0)
    expect(headingDegrees).toBeLessThan(90)
  })

  it('works at the place and hands over to verification', () => {
    const held = [ticketIn('on-site')]
    const { intent, now } = stepUntilIntent(startEngineer(ticketIn('on-site').place, 0), { held })
    expect(intent.to).toEqual({ stage: 'to-verify' })
    expect(now).toBeGreaterThanOrEqual(minutes(5))
    expect(now).toBeLessThanOrEqual(minutes(40))
  })

  it('is sometimes interrupted, at a node of the flow that waits', () => {
    const held = [ticketIn('on-site')]
    const there = startEngineer(ticketIn('on-site').place, 0)
    const { intent } = stepUntilIntent(there, { held, random: () => 0.01 })
    expect(intent.to).toEqual({ stage: 'waiting', nodeId: 'waiting-parts' })
  })

  it('goes back to an interrupted job when the wait is over', () => {
    const held = [ticketIn('waiting')]
    const { intent, now } = stepUntilIntent(standing, { held })
    expect(intent.to).toEqual({ stage: 'on-site' })
    expect(now).toBeGreaterThan(minutes(10))
  })

  it('does everything faster when time runs faster', () => {
    const held = [ticketIn('en-route')]
    const slow = stepUntilIntent(standing, { held, speed: 1 }).now
    const fast = stepUntilIntent(standing, { held, speed: 10 }).now
    expect(slow / fast).toBeGreaterThan(9)
    expect(slow / fast).toBeLessThan(11)
  })

  it('asks once: not again while unanswered, nor before the board has moved', () => {
    const held = [ticketIn('assigned')]
    const { state, now } = stepUntilIntent(standing, { held })
    const unanswered = sight({ held, isUnderWay: () => true, now: now + minutes(30) })
    expect(stepEngineer(state, unanswered)).toEqual({ state })
    expect(stepEngineer(state, sight({ held, now: now + 1_000 }))).toEqual({ state })
    const moved = [ticketIn('en-route', { version: 4 })]
    expect(stepEngineer(state, sight({ held: moved, now: now + 2_000 })).state.doing).toBe('driving')
  })

  it('reads the board anew when a command was refused', () => {
    const held = [ticketIn('assigned')]
    const { state, now } = stepUntilIntent(standing, { held })
    const later = sight({ held, now: now + minutes(1) })
    expect(stepEngineer(state, later).state.doing).toBe('accepting')
    expect(stepEngineer(state, sight({ held: [], now: now + minutes(1) })).state.doing).toBe('standing')
  })

  it('stops where it is when the ticket is given to somebody else', () => {
    const driving = stepEngineer(standing, sight({ held: [ticketIn('en-route')] })).state
    const { state } = stepEngineer(driving, sight({ held: [], now: minutes(3) }))
    expect(state).toMatchObject({ doing: 'standing', place: whereIs(driving, minutes(3)).place })
  })

  it('turns to the new place of a ticket that was edited', () => {
    const driving = stepEngineer(standing, sight({ held: [ticketIn('en-route')] })).state
    const place = { lng: 121.4, lat: 31.2 }
    const { state } = stepEngineer(driving, sight({ held: [ticketIn('en-route', { place })], now: 60_000 }))
    expect(state).toMatchObject({ doing: 'driving', trip: { route: { to: place } } })
  })

  describe('on a drawn flow', () => {
    const flow = { id: '90000000-0000-4000-8000-000000000001', number: 1 }
    const isTheirStep = () => true

    it('answers for a step of their own: at once, or after driving there and working', () => {
      const [accepting, repairing] = [ticketIn('assigned', { flow }), ticketIn('on-site', { flow })]
      const accepted = stepUntilIntent(standing, { held: [accepting], isTheirStep })
      expect(accepted.intent).toEqual({ ticket: accepting, to: 'answer' })
      const repaired = stepUntilIntent(standing, { held: [repairing], isTheirStep })
      expect(repaired.intent).toEqual({ ticket: repairing, to: 'answer' })
      expect(distanceMeters(whereIs(repaired.state, repaired.now).place, repairing.place)).toBeLessThan(1)
    })

    it('leaves alone what waits for somebody else, in whatever column', () => {
      for (const stage of ['assigned', 'on-site', 'waiting', 'to-verify'] as const) {
        const held = [ticketIn(stage, { flow })]
        expect(stepEngineer(standing, sight({ held })).state.doing).toBe('standing')
      }
    })

    it('goes on elsewhere when a colleague has taken the step', () => {
      const held = [ticketIn('on-site', { flow })]
      const driving = stepEngineer(standing, sight({ held, isTheirStep })).state
      expect(driving.doing).toBe('driving')
      expect(stepEngineer(driving, sight({ held, now: 1_000 })).state.doing).toBe('standing')
    })
  })

  it('strolls near home when there is nothing to do, but not after work', () => {
    const later = { now: minutes(9) }
    expect(stepEngineer(standing, sight({ ...later, isOnShift: false })).state).toEqual(standing)
    const { state } = stepEngineer(standing, sight(later))
    expect(state.doing).toBe('strolling')
    expect(distanceMeters(whereIs(state, minutes(30)).place, home)).toBeLessThan(1_000)
    const called = stepEngineer(state, sight({ held: [ticketIn('assigned')], now: minutes(10) }))
    expect(called.state.doing).toBe('accepting')
  })
})
