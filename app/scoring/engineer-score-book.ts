import { mostScoredTickets, type EngineerScoresAnswer } from '#contract/wire.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'

/** What the engine gives the engineer in the air for the tickets in sight; each is asked about once. */
export type EngineerScoreBook = {
  /** Somebody else is in the air, or nobody: what was said of the one before is forgotten. */
  hold: (engineerId: string | null) => void
  heldId: () => string | null
  /** The ticket is in sight, until the returned function is called. */
  want: (ticketId: string) => () => void
  /** Null while nothing is known. */
  find: (ticketId: string) => EngineerScore | null
  subscribe: (listener: () => void) => () => void
}

/** Cards come onto the screen by the dozen. */
const joinMs = 30

export function createEngineerScoreBook(
  ask: (engineerId: string, ticketIds: readonly string[]) => Promise<EngineerScoresAnswer>,
): EngineerScoreBook {
  const wanted = new Map<string, number>()
  const listeners = new Set<() => void>()
  let heldId: string | null = null
  let known = new Map<string, EngineerScore>()
  let asked = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    for (const listener of listeners) listener()
  }

  const askNow = async () => {
    timer = undefined
    const engineerId = heldId
    if (engineerId === null) return
    const unasked = [...wanted.keys()].filter((id) => !asked.has(id))
    const ticketIds = unasked.slice(0, mostScoredTickets)
    if (ticketIds.length === 0) return
    for (const id of ticketIds) asked.add(id)
    if (unasked.length > ticketIds.length) askSoon()
    // Kept until the hand opens: whoever comes into the air meanwhile has a list of their own.
    const scores = known
    const answer = await ask(engineerId, ticketIds)
    if (scores !== known || !answer.ok) return
    for (const score of answer.scores) known.set(score.ticketId, score)
    tell()
  }

  const askSoon = () => {
    timer ??= setTimeout(() => void askNow(), joinMs)
  }

  return {
    hold: (engineerId) => {
      if (engineerId === heldId) return
      heldId = engineerId
      known = new Map()
      asked = new Set()
      clearTimeout(timer)
      timer = undefined
      if (engineerId !== null) askSoon()
      tell()
    },
    heldId: () => heldId,
    want: (ticketId) => {
      wanted.set(ticketId, (wanted.get(ticketId) ?? 0) + 1)
      if (heldId !== null && !asked.has(ticketId)) askSoon()
      return () => {
        const left = (wanted.get(ticketId) ?? 1) - 1
        if (left > 0) wanted.set(ticketId, left)
        else wanted.delete(ticketId)
      }
    },
    find: (ticketId) => known.get(ticketId) ?? null,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
