export const boardLayouts = ['split', 'board', 'map'] as const
export type BoardLayout = (typeof boardLayouts)[number]

export const isBoardLayout = (text: string): text is BoardLayout =>
  boardLayouts.some((layout) => layout === text)

/** A column is 160 px wide where the width divides well, four less where that saves a column; then the space between and at both ends. */
const narrowestColumn = 156
const columnGap = 8
const rowPadding = 24

/** How many whole columns fit into a row. */
export const columnsThatFit = (width: number): number =>
  Math.floor((width - rowPadding + columnGap) / (narrowestColumn + columnGap))

/** The board's part of the work area, in thousandths: five columns on a screen of 1440 px. */
export const defaultShare = 615
export const smallestShare = 250
export const largestShare = 850

/** A place is picked, and a plan looked at, on the map: where there is none it comes for as long. */
export function layoutWithMap(
  chosen: BoardLayout,
  { narrow, picking, planning }: { narrow: boolean; picking: boolean; planning: boolean },
): BoardLayout {
  if (chosen !== 'board' || !(picking || planning)) return chosen
  return planning && !narrow ? 'split' : 'map'
}
