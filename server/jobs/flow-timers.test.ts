import { expect, it, vi } from 'vitest'
import type { DueTimer } from '#db/timer.ts'
import { startFlowTimers } from './flow-timers.ts'

const dueTimer = (ticketId: string): DueTimer => ({
  ...{ id: ticketId, boardId: 'north', ticketId, tokenId: 't1', step: 1, kind: 'wait', dueAt: 0 },
})

function createGate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

it('[F9] when one ticket cannot be told, the others are, closed sub-tickets too, and closing waits for all of them', async () => {
  const [slow, parent] = [createGate(), createGate()]
  const told: string[] = []
  let claims = 0
  let claimsBefore: number | undefined
  const error = vi.fn()
  const timers = startFlowTimers({
    claimDue: () => {
      claims += 1
      return Promise.resolve({ due: claims === 1 ? [dueTimer('broken'), dueTimer('slow')] : [], next: null })
    },
    claimClosed: () => Promise.resolve([{ boardId: 'north', parentId: 'parent', key: 'parts' }]),
    runCommand: async (_actor, raw) => {
      const { ticketId } = (raw as { input: { ticketId: string } }).input
      if (ticketId === 'broken') throw new Error('the database is away')
      if (ticketId === 'slow') await slow.opened
      told.push(ticketId)
      // Not at the next poll: that would ask for the times once more.
      if (ticketId === 'parent') {
        claimsBefore = claims
        parent.open()
      }
      return { ok: true, seq: 1 }
    },
    newId: () => 'id',
    now: () => 0,
    log: { error },
  })
  slow.open()
  await parent.opened
  await timers.close()
  expect(told).toEqual(['slow', 'parent'])
  expect(claimsBefore).toBe(1)
  expect(error).toHaveBeenCalledOnce()
})

it('[F9] closing waits for what is being told when another has failed, and begins nothing more', async () => {
  const slow = createGate()
  const begun: string[] = []
  const full = createGate()
  const timers = startFlowTimers({
    claimDue: () =>
      Promise.resolve({ due: ['broken', 'a', 'b', 'c', 'late'].map((id) => dueTimer(id)), next: null }),
    claimClosed: () => Promise.resolve([]),
    runCommand: async (_actor, raw) => {
      const { ticketId } = (raw as { input: { ticketId: string } }).input
      begun.push(ticketId)
      if (begun.length === 4) full.open()
      if (ticketId === 'broken') throw new Error('the database is away')
      await slow.opened
      return { ok: true, seq: 1 }
    },
    newId: () => 'id',
    now: () => 0,
    log: { error: () => undefined },
  })
  await full.opened
  let isClosed = false
  const closing = timers.close().then(() => (isClosed = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isClosed).toBe(false)
  slow.open()
  await closing
  expect(begun).toEqual(['broken', 'a', 'b', 'c'])
})
