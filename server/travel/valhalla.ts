import { z } from 'zod'
import type { LngLat } from '#geo/coordinate.ts'
import type { Datum } from '#geo/datum.ts'
import { engineUrl } from './engine-url.ts'
import { fetchJson } from './fetch-json.ts'
import { fail, readMatrix } from './read-matrix.ts'
import type { MatrixAnswer, MatrixQuery, TravelProfile, TravelTimeProvider } from './travel-provider.ts'

const amount = z.number().nonnegative().nullable()
const matrix = z.object({
  sources_to_targets: z.array(z.array(z.object({ time: amount, distance: amount }))),
})
const refusal = z.object({ error_code: z.number() })

const costings: Record<TravelProfile, string> = { car: 'auto', bicycle: 'bicycle', foot: 'pedestrian' }

/** `max_matrix_location_pairs` of Valhalla's own configuration. The question travels in the body, so it may be long. */
const maxElements = 2_500

/**
 * The matrix service of Valhalla 3: `POST /sources_to_targets`, rows of `{ time, distance }` with the distance in
 * kilometres; a pair without a way has null in both.
 *
 * `date_time` is not sent: Valhalla refuses it where there are more sources than targets, and many engineers for one
 * ticket is our usual question.
 */
export const createValhalla = ({ url, datum }: { url: string; datum: Datum }): TravelTimeProvider => ({
  id: 'valhalla',
  datum,
  maxElements,
  maxLocations: Number.POSITIVE_INFINITY,
  async matrix(query) {
    const { from, to, profile, signal } = query
    const question = {
      sources: from.map(writePlace),
      targets: to.map(writePlace),
      costing: costings[profile],
      units: 'kilometers',
    }
    const answer = await fetchJson(engineUrl(url, 'sources_to_targets'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    })
    return answer.ok ? readAnswer(answer.status, answer.body, query) : answer
  },
})

const writePlace = ({ lng, lat }: LngLat) => ({ lat, lon: lng })

function readAnswer(status: number, body: unknown, query: MatrixQuery): MatrixAnswer {
  if (status !== 200) {
    const named = refusal.safeParse(body)
    return named.success
      ? fail({ name: 'refused', code: String(named.data.error_code) })
      : fail({ name: 'http-status', status })
  }
  const parsed = matrix.safeParse(body)
  if (!parsed.success) return fail({ name: 'wrong-shape', detail: z.prettifyError(parsed.error) })
  return readMatrix(
    parsed.data.sources_to_targets.map((row) =>
      row.map(({ time, distance }) => ({
        seconds: time,
        meters: distance === null ? null : distance * 1_000,
      })),
    ),
    query,
  )
}
