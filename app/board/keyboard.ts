export type ArrowKey = 'up' | 'down' | 'left' | 'right' | 'first' | 'last'

/**
 * The card to which an arrow leads, or null to stay. `columns` are the cards on the board, whether or not they are
 * drawn at the moment. Sideways keeps the height and skips empty columns; with nothing focused any arrow goes to the first.
 */
export function findNextCard(
  columns: readonly (readonly string[])[],
  current: string | null,
  key: ArrowKey,
): string | null {
  const at = current === null ? undefined : findPlace(columns, current)
  if (!at) return columns.find((column) => column.length > 0)?.[0] ?? null
  const column = columns[at.column] ?? []
  switch (key) {
    case 'up':
      return column[at.row - 1] ?? null
    case 'down':
      return column[at.row + 1] ?? null
    case 'first':
      return column[0] ?? null
    case 'last':
      return column.at(-1) ?? null
    case 'left':
      return besides(columns.slice(0, at.column).reverse(), at.row)
    case 'right':
      return besides(columns.slice(at.column + 1), at.row)
  }
}

function findPlace(columns: readonly (readonly string[])[], id: string) {
  for (const [column, ids] of columns.entries()) {
    const row = ids.indexOf(id)
    if (row >= 0) return { column, row }
  }
  return undefined
}

function besides(columns: readonly (readonly string[])[], row: number): string | null {
  const column = columns.find(({ length }) => length > 0)
  return column?.[Math.min(row, column.length - 1)] ?? null
}
