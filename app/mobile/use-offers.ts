import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { EngineerOffers } from '#contract/wire.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import { createOfferClient, type OfferClient, type OfferClientState } from '#realtime/client/offer-client.ts'
import { newId } from '../board/new-id.ts'
import { subscribeToNothing } from '../ui/subscribe-to-nothing.ts'

/** What I am asked; until the browser has come alive, as the page was made. */
export function useOffers(
  me: { boardId: string; engineerId: string },
  first: EngineerOffers,
): { client: OfferClient | null; state: OfferClientState } {
  const [client, setClient] = useState<OfferClient | null>(null)
  const before = useMemo(
    (): OfferClientState => ({
      connection: { state: 'connecting' },
      offers: first.offers,
      work: first.work,
      clockOffsetMs: 0,
      sendingIds: new Set(),
      outcome: null,
    }),
    [first],
  )
  const { boardId, engineerId } = me
  useEffect(() => {
    const created = createOfferClient({
      me: { boardId, engineerId },
      first,
      socket: connectBoardSocket(),
      now: Date.now,
      newId,
    })
    setClient(created)
    return () => {
      setClient(null)
      created.close()
    }
  }, [boardId, engineerId, first])
  const state = useSyncExternalStore(
    client?.subscribe ?? subscribeToNothing,
    client ? client.getState : () => before,
    () => before,
  )
  return { client, state }
}
