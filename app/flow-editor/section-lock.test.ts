import { expect, it } from 'vitest'
import { createSectionHold, holderOf, holdMs, openNodeOf } from './section-lock.ts'

/** A clock that stands still until it is told to go on. */
function createClock() {
  let time = 0
  const waiting = new Set<{ at: number; work: () => void }>()
  return {
    now: () => time,
    schedule: (work: () => void, ms: number) => {
      const one = { at: time + ms, work }
      waiting.add(one)
      return () => waiting.delete(one)
    },
    goOn: (ms: number) => {
      time += ms
      for (const one of [...waiting]) {
        if (one.at > time) continue
        waiting.delete(one)
        one.work()
      }
    },
  }
}

function open() {
  const told: (string | undefined)[] = []
  const clock = createClock()
  const hold = createSectionHold((form) => told.push(form), clock)
  hold.openForm('n')
  return { told, clock, hold }
}

it('holds the part in which one types, and frees itself when the hand has rested', () => {
  const { told, clock, hold } = open()
  hold.type('limit')
  clock.goOn(holdMs / 2)
  hold.type('limit')
  clock.goOn(holdMs - 1)
  expect(told).toEqual(['n', 'n/limit'])
  clock.goOn(1)
  expect(told).toEqual(['n', 'n/limit', 'n'])
})

it('goes with the hand from part to part, and with the form', () => {
  const { told, clock, hold } = open()
  hold.type('name')
  hold.type('limit')
  hold.openForm(undefined)
  clock.goOn(holdMs * 2)
  hold.type('name')
  expect(told).toEqual(['n', 'n/name', 'n/limit', undefined])
})

it('is given up when a colleague asks for it', () => {
  const { told, clock, hold } = open()
  hold.type('name')
  hold.release()
  clock.goOn(holdMs * 2)
  expect(told).toEqual(['n', 'n/name', 'n'])
})

it('is told from the words of the others', () => {
  const peer = { clientId: 1, user: { id: 'a', name: 'Anna', colour: 0 }, readOnly: false, form: 'n/limit' }
  expect(holderOf([peer], 'n', 'limit')).toBe(peer)
  expect(holderOf([peer], 'n', 'name')).toBeUndefined()
  expect(openNodeOf('n/limit')).toBe('n')
  expect(openNodeOf(undefined)).toBeUndefined()
})

it('goes to one of two who began before they heard of each other', () => {
  const user = { id: 'a', name: 'Anna', colour: 0 }
  const [low, high] = [3, 7].map((clientId) => ({ clientId, user, readOnly: false, form: 'n/limit' }))
  if (!low || !high) throw new Error('there are two')
  // On the screen of the lower number nobody holds it; on the other one does, and that one lets go.
  expect(holderOf([high], 'n', 'limit', low.clientId)).toBeUndefined()
  expect(holderOf([low], 'n', 'limit', high.clientId)).toBe(low)
  const { told, hold } = open()
  hold.type('limit')
  expect(hold.holds('limit')).toBe(true)
  hold.release()
  expect([hold.holds('limit'), told]).toEqual([false, ['n', 'n/limit', 'n']])
})
