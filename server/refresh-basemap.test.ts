import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { decodeBasemap, decodeShanghai } from './refresh-basemap.mjs'

const folder = join(import.meta.dirname, '../public/geo')

it.each(Object.entries(decodeBasemap()))(
  '%s is what the source says: change it by `node server/refresh-basemap.mjs`',
  (name, decoded) => {
    const committed: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    expect(committed).toEqual(decoded)
  },
)

describe('the decoded districts', () => {
  const { outlines, labels } = decodeShanghai()

  it('are the 16 districts, in closed rings, each with its label inside', () => {
    expect(outlines.features).toHaveLength(16)
    for (const [index, outline] of outlines.features.entries()) {
      const label = labels.features[index]
      expect(label?.properties).toEqual(outline.properties)
      const parts =
        outline.geometry.type === 'Polygon' ? [outline.geometry.coordinates] : outline.geometry.coordinates
      for (const ring of parts.flat()) expect(ring.at(-1)).toEqual(ring[0])
      expect(label && booleanPointInPolygon(label.geometry, outline), outline.properties.name).toBe(true)
    }
  })

  it('are WGS-84: the Bund is in Huangpu and the Oriental Pearl Tower across the river in Pudong', () => {
    const districtAt = (lng: number, lat: number) =>
      outlines.features.find((outline) => booleanPointInPolygon([lng, lat], outline))?.properties.name_en
    expect(districtAt(121.4861, 31.2378)).toBe('Huangpu')
    expect(districtAt(121.4947, 31.2417)).toBe('Pudong')
  })
})
