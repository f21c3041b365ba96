import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { useEffect, useState } from 'react'
import type { LngLat } from '#geo/coordinate.ts'
import { findDistrict } from '#geo/district.ts'
import { useLocale } from '../i18n/i18n.ts'

type Outlines = FeatureCollection<Polygon | MultiPolygon, { name: string; name_en: string }>

/** The outlines that the built-in map draws. Elsewhere nothing is named here; the server knows the board's own regions. */
const outlinesUrl = '/geo/shanghai-districts.json'
let outlines: Promise<Outlines> | undefined

/** The district in which a place lies, to check a click on the map by; null while unknown. */
export function useDistrictName(place: LngLat | null): string | null {
  const locale = useLocale()
  const [found, setFound] = useState<{ place: LngLat; name: string | null } | null>(null)
  useEffect(() => {
    if (!place) return
    let current = true
    outlines ??= fetch(outlinesUrl).then((response) => response.json() as Promise<Outlines>)
    outlines.then(
      ({ features }) => {
        const regions = features.map(({ geometry, properties }) => ({ outline: geometry, ...properties }))
        const district = findDistrict(regions, place)
        const name = district && (locale === 'en' ? district.name_en : district.name)
        if (current) setFound({ place, name })
      },
      () => {
        // Asked again for the next place; the name is a help, not a need.
        outlines = undefined
      },
    )
    return () => {
      current = false
    }
  }, [place, locale])
  return found && found.place === place ? found.name : null
}
