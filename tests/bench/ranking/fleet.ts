import { seededRandom } from '#db/seed/seeded-random.ts'
import type { LngLat } from '#geo/coordinate.ts'

export type Engineer = {
  slot: number
  place: LngLat
  isAvailable: boolean
  skills: number
  load: number
  capacity: number
  ratingSum: number
  votes: number
}
export type Ticket = { place: LngLat; skills: number }
export type Fleet = { engineers: readonly Engineer[]; tickets: readonly Ticket[] }

const skillCount = 12
const placesPerDegree = 1_000_000

/**
 * A metropolis of about 25 km, or forty towns over a country, of which the second is half as large as the first, the third a
 * third, and so on. One engineer in six may take a ticket.
 */
export function createFleet(area: 'metro' | 'nation', size: { engineers: number; tickets: number }): Fleet {
  const random = seededRandom(size.engineers)
  const bell = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const towns = Array.from({ length: area === 'metro' ? 1 : 40 }, (_, rank) => ({
    centre:
      area === 'metro' ? { lng: 116.4, lat: 39.9 } : { lng: 100 + 22 * random(), lat: 22 + 20 * random() },
    spreadDegrees: area === 'metro' ? 0.22 : 0.18,
    share: 1 / (rank + 1),
  }))
  const allShares = towns.reduce((sum, { share }) => sum + share, 0)
  const place = (): LngLat => {
    let draw = random() * allShares
    const town = towns.find(({ share }) => (draw -= share) <= 0) ?? towns[0]
    if (!town) throw new Error('a country without towns')
    const { centre, spreadDegrees } = town
    return {
      lng: rounded(centre.lng + (bell() * spreadDegrees) / Math.cos((centre.lat * Math.PI) / 180)),
      lat: rounded(centre.lat + bell() * spreadDegrees),
    }
  }
  const oneSkill = () => 1 << Math.floor(random() * skillCount)
  return {
    engineers: Array.from({ length: size.engineers }, (_, slot) => {
      let skills = 0
      for (let skill = 0; skill < skillCount; skill += 1) if (random() < 0.3) skills |= 1 << skill
      const votes = Math.floor(200 * random() * random())
      return {
        slot,
        place: place(),
        isAvailable: random() < 0.8,
        skills,
        load: Math.floor(random() * random() * 9),
        capacity: 8,
        ratingSum: votes * Math.min(5, Math.max(1, 4.2 + 0.5 * bell())),
        votes,
      }
    }),
    tickets: Array.from({ length: size.tickets }, () => ({
      place: place(),
      skills: oneSkill() | (random() < 0.5 ? oneSkill() : 0),
    })),
  }
}

/** As a phone sends it: to about a decimetre. */
const rounded = (degrees: number): number => Math.round(degrees * placesPerDegree) / placesPerDegree

/** Each ping is a step of up to 200 m of somebody. */
export function createPings({ engineers }: Fleet, count: number): { engineer: Engineer; place: LngLat }[] {
  const random = seededRandom(count)
  const places = engineers.map(({ place }) => place)
  const pings = []
  for (let ping = 0; ping < count; ping += 1) {
    const slot = Math.floor(random() * engineers.length)
    const [engineer, before] = [engineers[slot], places[slot]]
    if (!engineer || !before) continue
    const place = {
      lng: before.lng + (random() - 0.5) * 0.004,
      lat: before.lat + (random() - 0.5) * 0.004,
    }
    places[slot] = place
    pings.push({ engineer, place })
  }
  return pings
}
