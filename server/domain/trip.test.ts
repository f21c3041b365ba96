import { describe, expect, it } from 'vitest'
import { tripStep } from './trip.ts'
import type { Stage } from './stage.ts'

const held = (stage: Stage, engineerId = 'wu') => ({
  stage,
  assignment: { engineerId, assignedAt: 0, pinned: false },
})
const free = (stage: Stage) => ({ stage, assignment: null })

describe('tripStep', () => {
  it('sees somebody set out, from wherever the ticket stood', () => {
    expect(tripStep(held('assigned'), held('en-route'))).toBe('departed')
    expect(tripStep(held('on-site'), held('en-route'))).toBe('departed')
  })

  it('sees the one who set out arrive', () => {
    expect(tripStep(held('en-route'), held('on-site'))).toBe('arrived')
  })

  it('counts no drive that was broken off or changed hands', () => {
    expect(tripStep(held('en-route'), held('assigned'))).toBe('abandoned')
    expect(tripStep(held('en-route'), free('to-dispatch'))).toBe('abandoned')
    expect(tripStep(held('en-route'), held('closed'))).toBe('abandoned')
    expect(tripStep(held('en-route'), held('on-site', 'li'))).toBe('abandoned')
    expect(tripStep(held('en-route'), held('en-route', 'li'))).toBe('abandoned')
  })

  it('has nothing to say of other changes', () => {
    expect(tripStep(undefined, free('to-dispatch'))).toBeNull()
    expect(tripStep(held('en-route'), held('en-route'))).toBeNull()
    expect(tripStep(held('assigned'), held('on-site'))).toBeNull()
    expect(tripStep(held('on-site'), held('to-verify'))).toBeNull()
  })
})
