import { describe, expect, it } from 'vitest'
import { staleAfterMs, stepLiveness, type Liveness, type LivenessInput } from './liveness.ts'

const start: Liveness = { connection: { state: 'connecting' }, heardAt: 1_000, latencyMs: 0 }
const after = (...inputs: LivenessInput[]) => inputs.reduce(stepLiveness, start)
const heard = (at: number): LivenessInput => ({ type: 'heard', at })
const expired = { name: 'session-expired' } as const

describe('the live badge', () => {
  it('[C10] is live from the first word of the server on, with the way there and back', () => {
    expect(after({ type: 'measured', latencyMs: 30 }).connection).toEqual({ state: 'connecting' })
    expect(after(heard(2_000), { type: 'measured', latencyMs: 30 }).connection).toEqual({
      state: 'live',
      latencyMs: 30,
    })
  })

  it('[C10] is stale as of the last word when the line is cut or was never there', () => {
    expect(after({ type: 'cut' }).connection).toEqual({ state: 'stale', asOf: 1_000 })
    expect(after(heard(2_000), { type: 'cut' }).connection).toEqual({ state: 'stale', asOf: 2_000 })
  })

  it('[C10] is stale when nothing was heard for twelve seconds, and live again with the next word', () => {
    const silent = 2_000 + staleAfterMs
    expect(after(heard(2_000), { type: 'time', at: silent }).connection.state).toBe('live')
    expect(after(heard(2_000), { type: 'time', at: silent + 1 }).connection).toEqual({
      state: 'stale',
      asOf: 2_000,
    })
    expect(after(heard(2_000), { type: 'time', at: silent + 1 }, heard(20_000)).connection.state).toBe('live')
    expect(after({ type: 'time', at: 99_000 }).connection.state).toBe('connecting')
  })

  it('[C10] has ended for good', () => {
    const ended = after(heard(2_000), { type: 'ended', rejection: expired }, heard(3_000), { type: 'cut' })
    expect(ended.connection).toEqual({ state: 'ended', rejection: expired })
  })
})
