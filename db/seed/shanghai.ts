import { bbox } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { findDistrict } from '#geo/district.ts'
import { distanceMeters } from '#geo/distance.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { Random } from './seeded-random.ts'
import outlines from '../../public/geo/shanghai-districts.json' with { type: 'json' }

export type CityDistrict = { name: string; nameEn: string; code: string; outline: Polygon | MultiPolygon }

const ring = z.array(z.array(z.number()))
const collection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), name_en: z.string(), adcode: z.string() }),
      geometry: z.union([
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
    }),
  ),
})

/** The 16 districts, see README.md for where the outlines come from. */
export const shanghaiDistricts: readonly CityDistrict[] = collection
  .parse(outlines)
  .features.map(({ properties, geometry }) => ({
    name: properties.name,
    nameEn: properties.name_en,
    code: properties.adcode,
    outline: geometry,
  }))

/** People's Square. */
export const cityCentre: LngLat = { lng: 121.4692, lat: 31.2323 }

/** Outer districts reach to the sea; the demo stays where one map view shows it. */
const cityRadiusMeters = 15_000

/** A place in the part of a district that belongs to the city, every square metre of it equally likely. */
export function pickPlace(random: Random, districtName: string): LngLat {
  const district = shanghaiDistricts.find(({ name }) => name === districtName)
  if (!district) throw new Error(`Shanghai has no district ${districtName}`)
  const [west, south, east, north] = bbox(district.outline)
  for (let tries = 0; tries < 10_000; tries += 1) {
    const place = { lng: west + random() * (east - west), lat: south + random() * (north - south) }
    if (distanceMeters(place, cityCentre) <= cityRadiusMeters && findDistrict([district], place))
      return { lng: roundToMetre(place.lng), lat: roundToMetre(place.lat) }
  }
  throw new Error(`${districtName} has no place within ${cityRadiusMeters} m of the centre`)
}

const roundToMetre = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
