import type { ClientPoint, MapItem } from './map-view.ts'

/** Below this a press is a click with an unsteady hand. */
const DRAG_AFTER_PIXELS = 5
/** A finger that stays on a marker this long takes it; one that moves sooner pans the map. */
const TOUCH_HOLD_MS = 300

type DragSurface = {
  element: HTMLElement
  itemAt: (at: ClientPoint) => MapItem | null
  /** What lies under the pointer while `item` is in hand; never `item` itself. */
  overAt: (at: ClientPoint, item: MapItem) => MapItem | null
  /** Stops the map from panning under the hand, and lets it pan again. */
  holdMap: () => void
  releaseMap: () => void
  onStart: (item: MapItem, at: ClientPoint) => void
  onMove: (item: MapItem, over: MapItem | null, at: ClientPoint) => void
  onDrop: (item: MapItem, over: MapItem | null, at: ClientPoint) => void
  onCancel: (item: MapItem) => void
}

type DragState =
  | { state: 'idle' }
  | { state: 'pressed'; item: MapItem; pointerId: number; start: ClientPoint }
  | {
      state: 'holding'
      item: MapItem
      pointerId: number
      start: ClientPoint
      timer: ReturnType<typeof setTimeout>
    }
  | { state: 'dragging'; item: MapItem; pointerId: number; at: ClientPoint; frame: number | null }

/** Drags things that are drawn on a canvas, by mouse, pen and touch. Returns how to stop. */
export function listenForDrags(surface: DragSurface): () => void {
  let current: DragState = { state: 'idle' }

  const start = (item: MapItem, pointerId: number, at: ClientPoint) => {
    current = { state: 'dragging', item, pointerId, at, frame: null }
    surface.onStart(item, at)
  }

  const end = () => {
    if (current.state === 'holding') clearTimeout(current.timer)
    if (current.state === 'dragging' && current.frame !== null) cancelAnimationFrame(current.frame)
    if (current.state !== 'idle') surface.releaseMap()
    current = { state: 'idle' }
  }

  const cancel = () => {
    const item = current.state === 'dragging' ? current.item : null
    end()
    if (item) surface.onCancel(item)
  }

  const onPointerDown = (event: PointerEvent) => {
    if (current.state !== 'idle') {
      // A second finger means zoom: the hand lets go.
      cancel()
      return
    }
    if (event.button !== 0 || event.shiftKey) return
    const at = clientPoint(event)
    const item = surface.itemAt(at)
    if (!item) return
    const { pointerId } = event
    if (event.pointerType !== 'touch') {
      surface.holdMap()
      current = { state: 'pressed', item, pointerId, start: at }
      return
    }
    const timer = setTimeout(() => {
      surface.holdMap()
      start(item, pointerId, at)
    }, TOUCH_HOLD_MS)
    current = { state: 'holding', item, pointerId, start: at, timer }
  }

  const onPointerMove = (event: PointerEvent) => {
    if (current.state === 'idle' || event.pointerId !== current.pointerId) return
    const at = clientPoint(event)
    switch (current.state) {
      case 'pressed':
        if (distance(at, current.start) >= DRAG_AFTER_PIXELS)
          start(current.item, current.pointerId, current.start)
        return
      case 'holding':
        if (distance(at, current.start) >= DRAG_AFTER_PIXELS) end()
        return
      case 'dragging':
        current.at = at
        // Asking the map what lies below is not free; once per frame is as often as anybody sees.
        current.frame ??= requestAnimationFrame(reportMove)
        return
    }
  }

  const reportMove = () => {
    if (current.state !== 'dragging') return
    current.frame = null
    const { item, at } = current
    surface.onMove(item, surface.overAt(at, item), at)
  }

  const onPointerUp = (event: PointerEvent) => {
    if (current.state === 'idle' || event.pointerId !== current.pointerId) return
    const item = current.state === 'dragging' ? current.item : null
    end()
    if (!item) return
    const at = clientPoint(event)
    surface.onDrop(item, surface.overAt(at, item), at)
  }

  const onPointerCancel = (event: PointerEvent) => {
    if (current.state !== 'idle' && event.pointerId === current.pointerId) cancel()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || current.state !== 'dragging') return
    // Esc means this drag, not also the drawer behind it.
    event.preventDefault()
    event.stopPropagation()
    cancel()
  }

  const listeners = new AbortController()
  const { signal } = listeners
  surface.element.addEventListener('pointerdown', onPointerDown, { signal, capture: true })
  window.addEventListener('pointermove', onPointerMove, { signal })
  window.addEventListener('pointerup', onPointerUp, { signal })
  window.addEventListener('pointercancel', onPointerCancel, { signal })
  window.addEventListener('keydown', onKeyDown, { signal, capture: true })
  window.addEventListener('blur', cancel, { signal })
  return () => {
    listeners.abort()
    cancel()
  }
}

function clientPoint(event: PointerEvent): ClientPoint {
  return { x: event.clientX, y: event.clientY }
}

function distance(a: ClientPoint, b: ClientPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
