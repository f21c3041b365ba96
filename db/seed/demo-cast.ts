import type { Engineer, Shift } from '#domain/engineer.ts'
import type { SkillLevel } from '#domain/skill.ts'
import type { LngLat } from '#geo/coordinate.ts'
import {
  appliances,
  customerSurnames,
  engineerNames,
  homeDistricts,
  officePeople,
  trades,
  type Trade,
} from './catalogue.ts'
import { pickInteger, pickOne, pickUuid, seededRandom, type Random } from './seeded-random.ts'
import { pickPlace } from './shanghai.ts'

export type DemoEngineer = Omit<Engineer, 'ref' | 'boardId'>
export type DemoAsset = {
  id: string
  trade: Trade
  name: string
  model: string
  serial: string
  installedOn: string
}
export type DemoCustomer = {
  id: string
  name: string
  phone: string
  address: string
  district: string
  place: LngLat
  assets: readonly DemoAsset[]
}
export type DemoCast = {
  people: readonly ((typeof officePeople)[number] & { id: string })[]
  engineers: readonly DemoEngineer[]
  customers: readonly DemoCustomer[]
}

const castSeed = 20_251_121
const customerCount = 200

/** Who lives and works in the demo city. Always the same, so that the board may be filled further after a restart. */
export function createDemoCast(): DemoCast {
  const random = seededRandom(castSeed)
  return {
    people: officePeople.map((person) => ({ ...person, id: pickUuid(random) })),
    engineers: engineerNames.map((name, index) => createEngineer(random, name, index)),
    customers: Array.from({ length: customerCount }, (_, index) => createCustomer(random, index)),
  }
}

function createEngineer(random: Random, name: string, index: number): DemoEngineer {
  const ratingCount = pickInteger(random, 18, 420)
  const rating = 4.1 + random() * 0.85
  return {
    id: pickUuid(random),
    name,
    skills: pickSkills(random, index),
    home: pickPlace(random, districtAt(random)),
    shift: shiftOf(index),
    capacity: pickInteger(random, 4, 7),
    districts: [],
    ratingSum: Math.round(rating * ratingCount),
    ratingCount,
  }
}

/** Every trade has its masters; each engineer knows one trade well, one fairly, and one or two a little. */
function pickSkills(random: Random, index: number): SkillLevel[] {
  const levels = [3, 2, pickInteger(random, 1, 2), 1].slice(0, pickInteger(random, 3, 4))
  const main = index % trades.length
  const step = pickOne(random, [1, 2, 4])
  return levels.map((level, rank) => ({
    skill: trades[(main + rank * step) % trades.length] ?? trades[0],
    level,
  }))
}

const everyDay: Shift['isoWeekdays'] = [1, 2, 3, 4, 5, 6, 7]
const dayAndNight: Shift = { isoWeekdays: everyDay, fromMinute: 0, toMinute: 24 * 60 }
const byDay: Shift = { isoWeekdays: everyDay, fromMinute: 7 * 60, toMinute: 19 * 60 }
const byNight: Shift = { isoWeekdays: everyDay, fromMinute: 19 * 60, toMinute: 7 * 60 }

/** Whenever somebody tries the demo, 33 of the 40 are on shift and seven are off. */
function shiftOf(index: number): Shift {
  if (index % 6 === 4) return byDay
  if (index % 6 === 5 || index === engineerNames.length - 1) return byNight
  return dayAndNight
}

function createCustomer(random: Random, index: number): DemoCustomer {
  const district = districtAt(random)
  const street = pickOne(random, homeDistricts.find(({ name }) => name === district)?.streets ?? [])
  const address = `${district}${street}${pickInteger(random, 12, 1988)}弄${pickInteger(random, 1, 48)}号${pickInteger(random, 1, 18)}0${pickInteger(random, 1, 4)}室`
  const surname = pickOne(random, customerSurnames)
  const firstTrade = index % trades.length
  const assetCount = pickInteger(random, 1, 3)
  return {
    id: pickUuid(random),
    name: `${surname}${random() < 0.55 ? '女士' : '先生'}`,
    phone: `138${String(pickInteger(random, 0, 99_999_999)).padStart(8, '0')}`,
    address,
    district,
    place: pickPlace(random, district),
    assets: Array.from({ length: assetCount }, (_unused, rank) =>
      createAsset(random, trades[(firstTrade + rank * 2) % trades.length] ?? trades[0]),
    ),
  }
}

function createAsset(random: Random, trade: Trade): DemoAsset {
  const { name, model } = pickOne(random, appliances[trade])
  const month = String(pickInteger(random, 1, 12)).padStart(2, '0')
  const day = String(pickInteger(random, 1, 28)).padStart(2, '0')
  return {
    id: pickUuid(random),
    trade,
    name,
    model,
    serial: String(pickInteger(random, 10_000_000, 99_999_999)),
    installedOn: `${pickInteger(random, 2016, 2024)}-${month}-${day}`,
  }
}

function districtAt(random: Random): string {
  let rest = random() * homeDistricts.reduce((sum, { weight }) => sum + weight, 0)
  const found = homeDistricts.find(({ weight }) => (rest -= weight) < 0)
  return (found ?? pickOne(random, homeDistricts)).name
}
