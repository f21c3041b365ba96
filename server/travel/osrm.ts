import { z } from 'zod'
import type { LngLat } from '#geo/coordinate.ts'
import type { Datum } from '#geo/datum.ts'
import { engineUrl } from './engine-url.ts'
import { fetchJson } from './fetch-json.ts'
import { fail, readMatrix } from './read-matrix.ts'
import type { MatrixAnswer, MatrixQuery, TravelProfile, TravelTimeProvider } from './travel-provider.ts'

const rows = z.array(z.array(z.number().nonnegative().nullable()))
const table = z.object({ durations: rows, distances: rows.optional() })
const refusal = z.object({ code: z.string() })

/** The names of the profiles that OSRM brings along. osrm-routed answers for the one that it has loaded. */
const profiles: Record<TravelProfile, string> = { car: 'car', bicycle: 'bike', foot: 'foot' }

/** 100 places is what osrm-routed allows by default (`--max-table-size`); it also keeps the address short. */
const maxLocations = 100

/**
 * The table service of OSRM 5: `GET /table/v1/{profile}/{lng,lat;…}`, a pair without a way is null.
 * `fallback_speed` is never sent: with it OSRM would fill the gaps with guesses that look like roads.
 */
export const createOsrm = ({ url, datum }: { url: string; datum: Datum }): TravelTimeProvider => ({
  id: 'osrm',
  datum,
  maxElements: (maxLocations / 2) ** 2,
  maxLocations,
  async matrix(query) {
    const answer = await fetchJson(tableUrl(url, query), { signal: query.signal })
    return answer.ok ? readTable(answer.status, answer.body, query) : answer
  },
})

function tableUrl(base: string, { from, to, profile }: MatrixQuery): URL {
  const places = [...from, ...to].map(writePlace).join(';')
  const indexes = (count: number, first: number) =>
    Array.from({ length: count }, (_, index) => first + index).join(';')
  const url = engineUrl(base, `table/v1/${profiles[profile]}/${places}`)
  // URLSearchParams would write ";" and "," as %3B and %2C, which not every proxy in front of OSRM undoes.
  url.search =
    `sources=${indexes(from.length, 0)}&destinations=${indexes(to.length, from.length)}` +
    '&annotations=duration,distance'
  return url
}

/** Six digits are 0.1 m. */
const writePlace = ({ lng, lat }: LngLat): string => `${lng.toFixed(6)},${lat.toFixed(6)}`

function readTable(status: number, body: unknown, query: MatrixQuery): MatrixAnswer {
  const named = refusal.safeParse(body)
  if (!named.success) return fail({ name: 'wrong-shape', detail: z.prettifyError(named.error) })
  if (status !== 200 || named.data.code !== 'Ok') return fail({ name: 'refused', code: named.data.code })
  const parsed = table.safeParse(body)
  if (!parsed.success) return fail({ name: 'wrong-shape', detail: z.prettifyError(parsed.error) })
  const { durations, distances } = parsed.data
  return readMatrix(
    durations.map((row, i) => row.map((seconds, j) => ({ seconds, meters: distances?.[i]?.[j] ?? null }))),
    query,
  )
}
