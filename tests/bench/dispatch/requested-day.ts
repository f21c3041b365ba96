import { existsSync } from 'node:fs'
import { pickInteger, pickOne, seededRandom } from '#db/seed/seeded-random.ts'
import { hours, minutes } from '#domain/instant.ts'
import { importMap } from '#domain/import/import-map.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import { readRequests, type Request, type RequestedDay } from '#server/cli/replay/read-requests.ts'
import boston from '#server/import/maps/boston-311.json' with { type: 'json' }
import { placeNear } from '#server/simulation/route.ts'

export type BenchDay = RequestedDay & { source: string; timeZone: string }

/**
 * The busiest day of the file that the command names, by the map of Boston 311; without a file a day made up to its likeness,
 * always the same.
 *
 * @throws when the file is not there or has no requests.
 */
export async function findRequestedDay(file: string | undefined): Promise<BenchDay> {
  const map = importMap.parse(boston)
  if (file === undefined) return { ...makeDay(), timeZone: map.timeZone, source: 'a made-up day' }
  if (!existsSync(file)) throw new Error(`there is no file ${file}: give the CSV file of Boston 311 requests`)
  const day = await readRequests(file, map, { day: undefined, from: 0, hours: 24 })
  return { ...day, timeZone: map.timeZone, source: `${day.day} of the file` }
}

const requestCount = 548
/** Of requests an hour through the day, the sum is 100: quiet at night, most before noon. */
const shareByHour = [1, 1, 0, 0, 1, 2, 3, 6, 9, 10, 9, 8, 7, 7, 6, 6, 5, 4, 4, 3, 3, 2, 2, 1]
const centres = [
  { lng: -71.06, lat: 42.36 },
  { lng: -71.08, lat: 42.33 },
  { lng: -71.11, lat: 42.28 },
  { lng: -71.05, lat: 42.3 },
  { lng: -71.15, lat: 42.35 },
]
const spreadMeters = 3_500

function makeDay(): RequestedDay {
  const random = seededRandom(requestCount)
  const hourOf = shareByHour.flatMap((share, hour) => Array.from({ length: share }, () => hour))
  const requests = Array.from({ length: requestCount }, (_, index): Request => {
    const createdAt = hours(pickOne(random, hourOf)) + Math.floor(random() * hours(1))
    return {
      externalId: String(index + 1),
      title: 'Request',
      description: '',
      address: '',
      customer: null,
      requiredSkills: [],
      windowFrom: null,
      windowTo: null,
      source: 'phone',
      priority: pickInteger(random, 1, 4) as Priority,
      place: placeNear(pickOne(random, centres), spreadMeters, random),
      createdAt,
    }
  })
  return { day: 'made up', requests: requests.sort((a, b) => a.createdAt - b.createdAt), from: minutes(0) }
}
