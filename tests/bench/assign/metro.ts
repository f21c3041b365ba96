import { seededRandom } from '#db/seed/seeded-random.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'

/** A backlog in one city of about 25 km: scarce skills, unlike loads and ratings, a few urgent tickets. */
export type Metro = {
  engineers: readonly MetroEngineer[]
  tickets: readonly MetroTicket[]
  /** What leaving a ticket open is worth: so little that as many as possible are served, the urgent ones first. */
  openGains: Float64Array
  addPairsOf: (ticket: number, add: (engineer: number, gain: number) => void) => void
}

type MetroEngineer = {
  place: LngLat
  isAvailable: boolean
  skills: number
  loadShare: number
  rating: number
}
type MetroTicket = { place: LngLat; skill: number; priority: number }

const centre = { lng: 121.47, lat: 31.23 }
const spreadDegrees = 0.22
const skillCount = 12
/** The grade of the distance falls from 1 to 0 over this way. */
const farthestMeters = 60_000
const openPenalty = 10

export function createMetro(size: { tickets: number; engineers: number }): Metro {
  const random = seededRandom(size.tickets + size.engineers)
  const bell = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const lngScale = Math.cos((centre.lat * Math.PI) / 180)
  const placeInTown = (): LngLat => ({
    lng: centre.lng + (bell() * spreadDegrees) / lngScale,
    lat: centre.lat + bell() * spreadDegrees,
  })
  const engineers = Array.from({ length: size.engineers }, (): MetroEngineer => {
    let skills = 0
    for (let skill = 0; skill < skillCount; skill += 1) if (random() < 0.3) skills |= 1 << skill
    return {
      place: placeInTown(),
      isAvailable: random() < 0.8,
      skills,
      loadShare: Math.min(1, Math.floor(random() * random() * 9) / 8),
      rating: Math.min(5, Math.max(1, 4.2 + 0.5 * bell())),
    }
  })
  const tickets = Array.from({ length: size.tickets }, (): MetroTicket => ({
    place: placeInTown(),
    skill: 1 << Math.floor(random() * skillCount),
    priority: random() < 0.15 ? 1.5 : 1,
  }))
  return {
    engineers,
    tickets,
    openGains: Float64Array.from(tickets, ({ priority }) => -openPenalty * priority),
    addPairsOf: (number, add) => {
      const ticket = tickets[number]
      if (!ticket) return
      for (const [index, engineer] of engineers.entries())
        if (engineer.isAvailable && (engineer.skills & ticket.skill) !== 0) add(index, gain(ticket, engineer))
    },
  }
}

function gain(ticket: MetroTicket, { place, loadShare, rating }: MetroEngineer): number {
  const nearness = Math.max(0, 1 - distanceMeters(ticket.place, place) / farthestMeters)
  return ticket.priority * (0.5 * nearness + 0.3 * (1 - loadShare) + 0.2 * (rating / 5))
}

/** From each engineer to the ticket that it got, straight. */
export function drivenKm({ engineers, tickets }: Metro, engineerOf: Int32Array): number {
  let meters = 0
  for (const [ticket, { place }] of tickets.entries()) {
    const engineer = engineers[engineerOf[ticket] ?? -1]
    if (engineer) meters += distanceMeters(engineer.place, place)
  }
  return meters / 1_000
}
