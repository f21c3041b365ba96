import { Handle, Position, type NodeHandle } from '@xyflow/react'
import { useState, useSyncExternalStore, type PointerEvent } from 'react'
import { useCanvas } from './canvas-context.ts'
import type { Box } from './geometry.ts'

const sides = [Position.Top, Position.Right, Position.Bottom, Position.Left] as const

const placeOf = (side: Position, { width, height }: Pick<Box, 'width' | 'height'>) => ({
  x: side === Position.Left ? 0 : side === Position.Right ? width : width / 2,
  y: side === Position.Top ? 0 : side === Position.Bottom ? height : height / 2,
})

/** Told to React Flow, so that it draws lines before it has looked for them on the page. */
export const portsOf = (box: Pick<Box, 'width' | 'height'>): NodeHandle[] =>
  sides.map((side) => ({ id: side, type: 'source', position: side, ...placeOf(side, box) }))

/** Whether a line is being drawn just now: then every node shows where it can end. */
export function createConnecting() {
  let connecting = false
  const listeners = new Set<() => void>()
  const set = (next: boolean) => {
    connecting = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => connecting,
    start: () => set(true),
    end: () => set(false),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A node wants its ports while the pointer is on it. Four on each of many nodes cost more than all else that is drawn. */
export function useHovered() {
  const [hovered, setHovered] = useState(false)
  // Who drags something past it wants nothing of it.
  const enter = ({ pointerType, buttons }: PointerEvent) => {
    if (pointerType !== 'touch' && buttons === 0) setHovered(true)
  }
  return { hovered, onPointerEnter: enter, onPointerLeave: () => setHovered(false) }
}

/** All four sides take and give lines: where a line really leaves is decided by where the two nodes lie. */
export function Ports({ wanted }: { wanted: boolean }) {
  const { readOnly, connecting } = useCanvas()
  const isConnecting = useSyncExternalStore(connecting.subscribe, connecting.get)
  if (readOnly || !(wanted || isConnecting))
    // React Flow measures what bears this class; a port that nobody wants need be no more than its place.
    return sides.map((side) => (
      <i key={side} className="source fport-place" data-handleid={side} data-handlepos={side} />
    ))
  return sides.map((side) => <Handle key={side} id={side} type="source" position={side} className="fport" />)
}
