import { useCallback, useState } from 'react'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import type { Rejection } from '#domain/rejection.ts'

/** Sends commands and keeps the last refusal, so that the form that caused it can show it. */
export function useSend(client: BoardClient) {
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const send = useCallback<BoardClient['send']>(
    async (name, input) => {
      setRefusal(null)
      const answer = await client.send(name, input)
      if (!answer.ok) setRefusal(answer.rejection)
      return answer
    },
    [client],
  )
  const dismiss = useCallback(() => setRefusal(null), [])
  return { send, refusal, dismiss }
}
