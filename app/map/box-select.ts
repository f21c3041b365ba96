import type { ClientPoint } from './map-view.ts'

/** In CSS pixels of the browser window. */
export type ClientBox = { left: number; top: number; right: number; bottom: number }

type BoxSurface = {
  element: HTMLElement
  holdMap: () => void
  releaseMap: () => void
  onSelect: (box: ClientBox) => void
}

const BOX_AFTER_PIXELS = 5

/** Shift and drag draws a box; releasing selects what is in it, Esc forgets it. Returns how to stop. */
export function listenForBoxes(surface: BoxSurface): () => void {
  let drawing: { pointerId: number; start: ClientPoint; outline: HTMLElement } | null = null

  const end = () => {
    drawing?.outline.remove()
    if (drawing) surface.releaseMap()
    drawing = null
  }

  const onPointerDown = (event: PointerEvent) => {
    if (drawing || !event.shiftKey || event.button !== 0) return
    const outline = document.createElement('div')
    outline.className = 'map-box'
    surface.element.append(outline)
    surface.holdMap()
    drawing = { pointerId: event.pointerId, start: { x: event.clientX, y: event.clientY }, outline }
  }

  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerId !== drawing?.pointerId) return
    const box = boxBetween(drawing.start, event)
    const frame = surface.element.getBoundingClientRect()
    Object.assign(drawing.outline.style, {
      left: `${box.left - frame.left}px`,
      top: `${box.top - frame.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`,
    })
  }

  const onPointerUp = (event: PointerEvent) => {
    if (event.pointerId !== drawing?.pointerId) return
    const box = boxBetween(drawing.start, event)
    end()
    // Shorter is a click with Shift, which adds one ticket to the selection.
    if (box.right - box.left >= BOX_AFTER_PIXELS || box.bottom - box.top >= BOX_AFTER_PIXELS)
      surface.onSelect(box)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drawing) return
    event.preventDefault()
    event.stopPropagation()
    end()
  }

  const listeners = new AbortController()
  const { signal } = listeners
  surface.element.addEventListener('pointerdown', onPointerDown, { signal, capture: true })
  window.addEventListener('pointermove', onPointerMove, { signal })
  window.addEventListener('pointerup', onPointerUp, { signal })
  window.addEventListener('pointercancel', end, { signal })
  window.addEventListener('keydown', onKeyDown, { signal, capture: true })
  return () => {
    listeners.abort()
    end()
  }
}

function boxBetween(a: ClientPoint, event: PointerEvent): ClientBox {
  return {
    left: Math.min(a.x, event.clientX),
    right: Math.max(a.x, event.clientX),
    top: Math.min(a.y, event.clientY),
    bottom: Math.max(a.y, event.clientY),
  }
}
