/** The tickets that the next command is for. `anchor` is where a range starts. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null }

export const nothingSelected: Selection = { ids: new Set(), anchor: null }

export const selectOne = (id: string): Selection => ({ ids: new Set([id]), anchor: id })

/** Ctrl or ⌘: in or out, the rest stays. */
export function toggleOne({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/**
 * Shift: everything from the anchor to `id` in the order of the screen (columns from left to right, each from top to
 * bottom). The anchor stays, so that a second Shift corrects the first.
 */
export function selectRange(
  selection: Selection,
  id: string,
  columns: readonly (readonly string[])[],
): Selection {
  const flat = columns.flat()
  const from = selection.anchor === null ? -1 : flat.indexOf(selection.anchor)
  const to = flat.indexOf(id)
  if (from < 0 || to < 0) return selectOne(id)
  return { ids: new Set(flat.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor: selection.anchor }
}

/** Without those that are gone; the same object when all are there. */
export function keepExisting(selection: Selection, exists: (id: string) => boolean): Selection {
  if ([...selection.ids].every(exists)) return selection
  const ids = new Set([...selection.ids].filter(exists))
  return { ids, anchor: selection.anchor !== null && exists(selection.anchor) ? selection.anchor : null }
}
