import type { PositionReport } from '#contract/position-report.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import type { BoardView } from '#server/simulation/board-view.ts'

/** Adds up the way from fix to fix of those who are on the way to a ticket. */
export function createOdometer() {
  const lastPlaces = new Map<string, LngLat>()
  let meters = 0
  return {
    note: (engineerId: string, { fixes }: PositionReport, isOnTheWay: boolean) => {
      for (const { lng, lat } of fixes) {
        const last = lastPlaces.get(engineerId)
        if (last && isOnTheWay) meters += distanceMeters(last, { lng, lat })
        lastPlaces.set(engineerId, { lng, lat })
      }
    },
    meters: () => meters,
  }
}

export function findOnTheWay({ tickets }: BoardView): ReadonlySet<string> {
  const ids = [...tickets.values()].flatMap(({ stage, assignment }) =>
    stage === 'en-route' && assignment ? [assignment.engineerId] : [],
  )
  return new Set(ids)
}
