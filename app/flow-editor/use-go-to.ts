import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { centerOf, type Box } from './geometry.ts'
import type { GraphBinding } from './graph-binding.ts'

/** Whoever is led to a node must be able to read it. */
const readableZoom = 0.8

/** Selects a node and brings it into the middle of the view. */
export function useGoTo(binding: GraphBinding): (nodeId: string) => void {
  const { setCenter, getZoom } = useReactFlow()
  return useCallback(
    (nodeId) => {
      const box = binding.readBox(nodeId)
      if (!box) return
      binding.select({ nodes: [nodeId] })
      const [x, y] = centerOf(box)
      void setCenter(x, y, { zoom: Math.max(getZoom(), readableZoom) })
    },
    [binding, setCenter, getZoom],
  )
}

/** The same, but who sees the node already keeps the view: whoever draws one node after another keeps their place. */
export function useShow(binding: GraphBinding): (nodeId: string) => void {
  const { getState } = useStoreApi()
  const goTo = useGoTo(binding)
  return useCallback(
    (nodeId) => {
      const box = binding.readBox(nodeId)
      const { transform, width, height } = getState()
      if (box && isSeen(box, transform, { width, height })) binding.select({ nodes: [nodeId] })
      else goTo(nodeId)
    },
    [binding, getState, goTo],
  )
}

const isSeen = (
  box: Box,
  [left, top, zoom]: readonly [number, number, number],
  screen: { width: number; height: number },
): boolean => {
  const [x, y] = [box.x * zoom + left, box.y * zoom + top]
  return x >= 0 && y >= 0 && x + box.width * zoom <= screen.width && y + box.height * zoom <= screen.height
}
