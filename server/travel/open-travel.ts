import type { Logger } from 'pino'
import type { Sql } from '#db/client.ts'
import { findFinishedTrips } from '#db/trip.ts'
import type { Instant } from '#domain/instant.ts'
import type { Datum } from '#geo/datum.ts'
import { keepBandsCalibrated, type CalibratedBands } from './calibrated-bands.ts'
import { createOsrm } from './osrm.ts'
import { createRefinedTravel, type RefinedTravel } from './refined-travel.ts'
import type { TravelTimeProvider } from './travel-provider.ts'
import { createValhalla } from './valhalla.ts'

export type TravelSettings = {
  /** Null: no engine is configured, and every travel time is estimated. */
  engine: { kind: 'osrm' | 'valhalla'; url: string; datum: Datum } | null
  budgetMs: number
}

export type TravelTimes = RefinedTravel & Pick<CalibratedBands, 'bandsOf' | 'close'>

/** Travel times as the settings say, with estimates that follow the finished trips of the database. */
export function openTravel({
  settings: { engine, budgetMs },
  sql,
  now,
  log,
}: {
  settings: TravelSettings
  sql: Sql
  now: () => Instant
  log: Logger
}): TravelTimes {
  const { bandsOf, close } = keepBandsCalibrated({
    findTrips: (since) => findFinishedTrips(sql, since),
    now,
    log,
  })
  const refined = createRefinedTravel({
    provider: engine && createProvider(engine),
    budgetMs,
    now,
    onBreakerChange: ({ state }, failure) => {
      if (state === 'closed') log.info('the travel engine answers again')
      else log.warn({ failure }, 'the travel engine does not answer; travel times are estimated')
    },
  })
  return { ...refined, bandsOf, close }
}

function createProvider({ kind, ...engine }: NonNullable<TravelSettings['engine']>): TravelTimeProvider {
  switch (kind) {
    case 'osrm':
      return createOsrm(engine)
    case 'valhalla':
      return createValhalla(engine)
  }
}
