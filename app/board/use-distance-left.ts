import { useCallback, useSyncExternalStore } from 'react'
import { distanceMeters } from '#geo/distance.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { useLiveClient } from './board-context.tsx'

/** Positions come five times a second; a card says the way that is left in steps of this. */
const stepMeters = 100

/** Metres between the engineer on the way and the place, or null while nobody is on the way or no position is known. */
export function useDistanceLeft({ stage, assignment, place }: Ticket): number | null {
  const client = useLiveClient()
  const engineerId = stage === 'en-route' ? assignment?.engineerId : undefined
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!client || engineerId === undefined) return () => undefined
      return client.subscribePositions((changed) => {
        if (changed.includes(engineerId)) listener()
      })
    },
    [client, engineerId],
  )
  return useSyncExternalStore(
    subscribe,
    () => {
      const position = engineerId === undefined ? undefined : client?.getPositions().get(engineerId)
      return position ? Math.round(distanceMeters(position, place) / stepMeters) * stepMeters : null
    },
    () => null,
  )
}
