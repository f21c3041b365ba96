import type { Feature, Geometry } from 'geojson'

type Identified = Feature<Geometry, { id: string }>

/**
 * How to bring a source from what it shows to what it should show. `add` also replaces: MapLibre overwrites a feature
 * of the same id.
 */
type FeatureChanges<F extends Identified> =
  { kind: 'none' } | { kind: 'replace-all'; features: F[] } | { kind: 'change'; add: F[]; remove: string[] }

/**
 * Above this share of changed features one `setData` costs the worker half of what `updateData` costs (measured with
 * 10,000 points: 33 ms against 66 ms for all, 25 ms against the same 33 ms for 5 %).
 */
const REPLACE_ALL_ABOVE = 0.25

export function changesBetween<F extends Identified>(
  shown: ReadonlyMap<string, F>,
  wanted: readonly F[],
): FeatureChanges<F> {
  const add: F[] = []
  const wantedIds = new Set<string>()
  for (const feature of wanted) {
    wantedIds.add(feature.properties.id)
    const before = shown.get(feature.properties.id)
    if (!before || !isSame(before, feature)) add.push(feature)
  }
  const remove = [...shown.keys()].filter((id) => !wantedIds.has(id))
  const changed = add.length + remove.length
  if (changed === 0) return { kind: 'none' }
  if (changed > REPLACE_ALL_ABOVE * Math.max(shown.size, wanted.length))
    return { kind: 'replace-all', features: [...wanted] }
  return { kind: 'change', add, remove }
}

/** Deep equality for plain JSON; written out because it runs for every engineer four times a second. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  const [entriesA, mapB] = [Object.entries(a), new Map(Object.entries(b))]
  return entriesA.length === mapB.size && entriesA.every(([key, value]) => isSame(value, mapB.get(key)))
}
