import { barHeight, boxAround, nodeHeight, nodeWidth, type Box, type Point } from './geometry.ts'

export const isBar = (type: string): boolean => type === 'fork' || type === 'join'
export const isGroup = (type: string): boolean => type === 'group'

const groupPadding = 16
const groupTitle = 24

/** The place of a node of a fixed size. */
export const plainBox = ([x, y]: Point): Box => ({ x, y, width: nodeWidth, height: nodeHeight })

/** As wide as its branches; with fewer than two there is nothing to span, and it stands where it was put. */
export function barBox([x, y]: Point, branches: readonly Box[]): Box {
  const span = branches.length < 2 ? undefined : boxAround(branches)
  return { x: span?.x ?? x, y, width: span?.width ?? nodeWidth, height: barHeight }
}

/** Drawn around its members wherever they go: a group has no place of its own while it has any. */
export function groupBox([x, y]: Point, members: readonly Box[]): Box {
  const around = boxAround(members)
  if (!around) return { x, y, width: nodeWidth + 2 * groupPadding, height: nodeHeight + groupTitle }
  return {
    x: around.x - groupPadding,
    y: around.y - groupTitle,
    width: around.width + 2 * groupPadding,
    height: around.height + groupTitle + groupPadding,
  }
}
