/** What is looked at instead of being drawn on, and what it is compared with. */
export type VersionName = number | 'draft'
export type VersionPlace = { shown: VersionName; against: VersionName | null }

/** From the address, so that a link leads there. Null: the draft is being drawn. */
export function readPlace(search: URLSearchParams, newest: number): VersionPlace | null {
  const shown = readName(search.get('version'))
  if (shown === undefined) return null
  const given = search.get('against')
  const against = given === 'none' ? null : (readName(given) ?? usualAgainst(shown, newest))
  return { shown, against: against === shown ? null : against }
}

export const writePlace = ({ shown, against }: VersionPlace): URLSearchParams =>
  new URLSearchParams({ version: String(shown), against: String(against ?? 'none') })

/** A version is compared with the one before it, the draft with the newest. */
export function usualAgainst(shown: VersionName, newest: number): VersionName | null {
  const before = shown === 'draft' ? newest : shown - 1
  return before > 0 ? before : null
}

function readName(given: string | null): VersionName | undefined {
  if (given === 'draft') return 'draft'
  return given !== null && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : undefined
}
