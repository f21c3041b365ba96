import { alignBox, type Guide } from './align.ts'
import { boxAround, type Box, type Point } from './geometry.ts'
import type { GraphBinding } from './graph-binding.ts'

export type DragSession = ReturnType<typeof startDrag>

/** Everything that is held moves by one and the same step: the one by which the whole of it comes to lie well. */
export function startDrag(binding: GraphBinding, held: Iterable<string>) {
  const ids = binding.withMembers(held)
  const starts = new Map<string, Point>()
  const heldBoxes: Box[] = []
  const others: Box[] = []
  for (const { id, position, width, height } of binding.getView().nodes) {
    const box = { ...position, width, height }
    if (!ids.has(id)) others.push(box)
    else {
      heldBoxes.push(box)
      starts.set(id, [position.x, position.y])
    }
  }
  const whole = boxAround(heldBoxes)

  return {
    /** `dx`, `dy`: how far the pointer has come since it took hold. */
    moveBy: (dx: number, dy: number): readonly Guide[] => {
      if (!whole) return []
      const { place, guides } = alignBox({ ...whole, x: whole.x + dx, y: whole.y + dy }, others)
      const [stepX, stepY] = [place[0] - whole.x, place[1] - whole.y]
      binding.drag(new Map([...starts].map(([id, [x, y]]) => [id, [x + stepX, y + stepY]])))
      return guides
    },
    startOf: (id: string): Point | undefined => starts.get(id),
    places: (): ReadonlyMap<string, Point> =>
      new Map(
        [...starts.keys()].flatMap((id) => {
          const box = binding.readBox(id)
          return box ? [[id, [box.x, box.y]] as const] : []
        }),
      ),
    drop: () => binding.drop(),
  }
}
