import { gradeAt } from '../scoring/curve.ts'
import type { Policy } from '../scoring/policy.ts'

/**
 * The room of the engineers as places to fill. Each further ticket makes an engineer's load heavier, so that the second
 * place of an engineer is worth less than the first: to the solver they are different takers, of one ticket each.
 */
export type LoadSlots = {
  /** How many tickets each place holds: one, except the last of an engineer who has more room than places. */
  room: Int32Array
  engineerOf: Int32Array
  /** The places of engineer `e` stand from `starts[e]` up to, not including, `starts[e + 1]`. */
  starts: Int32Array
  /** How much worse than now the load would be graded when the ticket of this place comes; 0 for the first. */
  gradeDrops: Float64Array
}

export function createLoadSlots(
  engineers: readonly { capacity: number; openLoad: number }[],
  { objectives }: Pick<Policy, 'objectives'>,
  mostPerEngineer: number,
): LoadSlots {
  const curve = objectives.find(({ name }) => name === 'load')?.curve
  const gradeOf = (load: number, capacity: number) => (curve ? gradeAt(curve, (100 * load) / capacity) : 0)
  const places: { room: number; engineer: number; gradeDrop: number }[] = []
  const starts = new Int32Array(engineers.length + 1)
  for (const [engineer, { capacity, openLoad }] of engineers.entries()) {
    const free = Math.max(0, capacity - openLoad)
    const count = Math.min(free, mostPerEngineer)
    for (let place = 0; place < count; place += 1)
      places.push({
        room: place === count - 1 ? free - place : 1,
        engineer,
        gradeDrop: gradeOf(openLoad, capacity) - gradeOf(openLoad + place, capacity),
      })
    starts[engineer + 1] = places.length
  }
  return {
    room: Int32Array.from(places, ({ room }) => room),
    engineerOf: Int32Array.from(places, ({ engineer }) => engineer),
    starts,
    gradeDrops: Float64Array.from(places, ({ gradeDrop }) => gradeDrop),
  }
}
