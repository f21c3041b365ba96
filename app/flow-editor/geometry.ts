/** x and y in pixels of the canvas at full size. */
export type Point = readonly [number, number]

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export const gridPx = 16
export const nodeWidth = 172
export const nodeHeight = 52
/** Fork and join are bars. */
export const barHeight = 26
/** From one row of nodes to the next, and from one column to the next. */
export const rowPitch = 96
export const columnPitch = 240

export const onGrid = ([x, y]: Point): Point => [
  Math.round(x / gridPx) * gridPx,
  Math.round(y / gridPx) * gridPx,
]

export const centerOf = ({ x, y, width, height }: Box): Point => [x + width / 2, y + height / 2]

/** The smallest box around all of them; none around nothing. */
export function boxAround(boxes: Iterable<Box>): Box | undefined {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const box of boxes) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top }
}
