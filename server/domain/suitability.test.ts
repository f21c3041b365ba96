import { describe, expect, it } from 'vitest'
import { sampleEngineer } from './sample-board.ts'
import { findMissingSkill } from './skill.ts'
import { findUnsuitability } from './suitability.ts'

const morning = { isoWeekday: 5, minuteOfDay: 600, date: '2025-11-21' } as const
const night = { ...morning, minuteOfDay: 60 }
const gas = (level: number) => ({ skill: 'gas', level })
const wu = sampleEngineer({
  id: 'wu',
  skills: [gas(2)],
  shift: { isoWeekdays: [5], fromMinute: 480, toMinute: 1020 },
  capacity: 3,
})

describe('findUnsuitability', () => {
  it('has nothing against an engineer with the skill, on shift, with room for one more', () => {
    const ticket = { requiredSkills: [gas(2)] }
    expect(findUnsuitability(ticket, { engineer: wu, openLoad: 2, at: morning })).toBeUndefined()
  })

  it('names the skill with both levels', () => {
    const ticket = { requiredSkills: [gas(3)] }
    expect(findUnsuitability(ticket, { engineer: wu, openLoad: 0, at: morning })).toEqual({
      name: 'skill-missing',
      engineer: 'wu',
      skill: 'gas',
      needed: 3,
      has: 2,
    })
  })

  it('names the shift', () => {
    expect(findUnsuitability({ requiredSkills: [] }, { engineer: wu, openLoad: 0, at: night })).toEqual({
      name: 'off-shift',
      engineer: 'wu',
      fromMinute: 480,
      toMinute: 1020,
    })
  })

  it('names load and capacity', () => {
    expect(findUnsuitability({ requiredSkills: [] }, { engineer: wu, openLoad: 3, at: morning })).toEqual({
      name: 'at-capacity',
      engineer: 'wu',
      load: 3,
      capacity: 3,
    })
  })

  it('tells first what changes least: skill, then shift, then load', () => {
    const atWorst = { engineer: wu, openLoad: 9, at: night }
    expect(findUnsuitability({ requiredSkills: [gas(5)] }, atWorst)?.name).toBe('skill-missing')
    expect(findUnsuitability({ requiredSkills: [gas(1)] }, atWorst)?.name).toBe('off-shift')
  })
})

describe('findMissingSkill', () => {
  it('tells the first that is missing, with level 0 when it is not there at all', () => {
    const required = [gas(1), { skill: 'high-voltage', level: 1 }, { skill: 'lift', level: 2 }]
    expect(findMissingSkill(required, [gas(5)])).toEqual({ skill: 'high-voltage', needed: 1, has: 0 })
    expect(findMissingSkill([], [])).toBeUndefined()
  })
})
