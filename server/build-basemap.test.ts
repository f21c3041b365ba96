import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/turf'
import { afterAll, describe, expect, it } from 'vitest'
import { buildBasemap, decodeShanghai } from './build-basemap.mjs'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'basemap-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('the decoded districts', () => {
  const { outlines, labels } = decodeShanghai()

  it('are the committed ones: change neither without `node server/build-basemap.mjs --refresh-seed`', () => {
    const committed: unknown = JSON.parse(readFileSync(join(root, 'db/seed/shanghai-districts.json'), 'utf8'))
    expect(committed).toEqual(outlines)
  })

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

describe('buildBasemap', () => {
  it('writes the four files that the map asks for', async () => {
    await cp(join(root, 'db/seed'), join(scratch, 'db/seed'), { recursive: true })
    buildBasemap(scratch)
    const read = (file: string) =>
      JSON.parse(readFileSync(join(scratch, 'public/geo', file), 'utf8')) as GeoJSON.FeatureCollection
    expect(read('china.json').features).toHaveLength(34)
    expect(read('province-labels.json').features).toHaveLength(34)
    expect(read('district-labels.json').features).toHaveLength(16)
    expect(existsSync(join(scratch, 'public/geo/shanghai-districts.json'))).toBe(true)
  })
})
