import fc from 'fast-check'
import type { Feature, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import { changesBetween } from './feature-changes.ts'

type Marker = Feature<Point, { id: string; label?: string }>

const marker = (id: string, lng: number, label?: string): Marker => ({
  type: 'Feature',
  properties: { id, ...(label !== undefined && { label }) },
  geometry: { type: 'Point', coordinates: [lng, 31] },
})
const asMap = (markers: Marker[]) => new Map(markers.map((one) => [one.properties.id, one]))
const many = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, index) => marker(`e${index}`, index + (index < shift ? 0.5 : 0)))

describe('changesBetween', () => {
  it('is none for equal content in other objects', () => {
    expect(changesBetween(asMap(many(10)), many(10))).toEqual({ kind: 'none' })
  })

  it('sends the few that moved', () => {
    const changes = changesBetween(asMap(many(10)), many(10, 2))
    expect(changes).toEqual({ kind: 'change', add: many(10, 2).slice(0, 2), remove: [] })
  })

  it('sends everything when more than a quarter changed', () => {
    expect(changesBetween(asMap(many(10)), many(10, 3)).kind).toBe('replace-all')
    expect(changesBetween(new Map(), many(1)).kind).toBe('replace-all')
  })

  it('notices a property that went away', () => {
    const before = [...many(9), marker('late', 1, '3 min ago')]
    expect(changesBetween(asMap(before), [...many(9), marker('late', 1)])).toMatchObject({ kind: 'change' })
  })

  it('always leads from what is shown to what is wanted', () => {
    const anyMarkers = fc.uniqueArray(
      fc.record({ id: fc.nat(30), lng: fc.nat(3) }).map(({ id, lng }) => marker(`e${id}`, lng)),
      { selector: (one) => one.properties.id },
    )
    fc.assert(
      fc.property(anyMarkers, anyMarkers, (before, wanted) => {
        const changes = changesBetween(asMap(before), wanted)
        let shown = asMap(before)
        if (changes.kind === 'replace-all') shown = asMap(changes.features)
        if (changes.kind === 'change') {
          for (const id of changes.remove) shown.delete(id)
          for (const one of changes.add) shown.set(one.properties.id, one)
        }
        expect(shown).toEqual(asMap(wanted))
      }),
    )
  })
})
