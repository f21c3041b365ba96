import { useEffect, useMemo, useRef, useState } from 'react'
import type { AdviceAnswer } from '#contract/wire.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { Advice } from '#domain/scoring/advice.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { useClock } from '../board/board-clock.tsx'

export type AdviceState =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'ready'; advice: Advice }
  | { state: 'refused'; rejection: Rejection }
  | { state: 'offline' }

/** Loads and positions change all the time; whoever reads a list needs it to stand still in between. */
const askAgainMs = 3_000

type AdviceQuestion = {
  client: BoardClient | null
  state: Pick<BoardClientState, 'confirmed' | 'connection'>
  /** Null while nobody wants to know. */
  ticketId: string | null
  /** Asks again and again while it is shown; else once, and when the ticket has changed. */
  follow: boolean
}

/**
 * What the engine says of a ticket. The last answer stays until the next one is there, so that nothing flickers;
 * `holdStill` keeps it as long as a hand is on it, unless the ticket itself has changed.
 */
export function useAdvice({ client, state, ticketId, follow }: AdviceQuestion) {
  const [answered, setAnswered] = useState<{ ticketId: string; answer: AdviceAnswer } | null>(null)
  const still = useRef(false)
  const isLive = state.connection.state === 'live'
  const version = ticketId === null ? undefined : state.confirmed.get(ticketId)?.version
  const key = `${ticketId}/${version}`
  const round = useClock((now) => (follow && ticketId !== null ? Math.floor(now / askAgainMs) : 0))
  const answeredKey = useRef('')

  useEffect(() => {
    if (!client || ticketId === null || !isLive) return
    if (still.current && answeredKey.current === key) return
    let isOld = false
    void client.advise(ticketId).then((answer) => {
      if (isOld) return
      answeredKey.current = key
      setAnswered({ ticketId, answer })
    })
    return () => {
      isOld = true
    }
  }, [client, ticketId, isLive, key, round])

  const shown = useMemo((): AdviceState => {
    if (ticketId === null) return { state: 'none' }
    if (!isLive) return { state: 'offline' }
    if (answered?.ticketId !== ticketId) return { state: 'asking' }
    const { answer } = answered
    return answer.ok
      ? { state: 'ready', advice: answer.advice }
      : { state: 'refused', rejection: answer.rejection }
  }, [ticketId, isLive, answered])
  const holdStill = useMemo(
    () => (isHeld: boolean) => {
      still.current = isHeld
    },
    [],
  )
  return { shown, holdStill }
}

export const adviceOf = (shown: AdviceState): Advice | null => (shown.state === 'ready' ? shown.advice : null)
