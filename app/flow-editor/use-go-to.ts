import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import { centerOf } from './geometry.ts'
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
