// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientPoint, MapItem } from './map-view.ts'
import { listenForDrags } from './pointer-drag.ts'

const ticket: MapItem = { kind: 'ticket', id: 't1' }
const engineer: MapItem = { kind: 'engineer', id: 'e1' }

/** A surface with a ticket left of x = 100 and an engineer right of x = 200, which writes down what happens. */
function createSurface() {
  const log: string[] = []
  const element = document.createElement('div')
  document.body.append(element)
  const stop = listenForDrags({
    element,
    itemAt: ({ x }) => (x < 100 ? ticket : null),
    overAt: ({ x }) => (x > 200 ? engineer : null),
    holdMap: () => log.push('hold'),
    releaseMap: () => log.push('release'),
    onStart: (item) => log.push(`start ${item.id}`),
    onMove: (item, over) => log.push(`move ${item.id} over ${over?.id ?? 'nothing'}`),
    onDrop: (item, over) => log.push(`drop ${item.id} on ${over?.id ?? 'nothing'}`),
    onCancel: (item) => log.push(`cancel ${item.id}`),
  })
  const send = (type: string, { x, y }: ClientPoint, more: PointerEventInit = {}) => {
    const target = type === 'pointerdown' ? element : window
    target.dispatchEvent(
      new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, bubbles: true, ...more }),
    )
  }
  return { log, send, stop }
}

let surface: ReturnType<typeof createSurface>
beforeEach(() => {
  vi.useFakeTimers()
  surface = createSurface()
})
afterEach(() => {
  surface.stop()
  vi.useRealTimers()
})

const inTicket = { x: 50, y: 50 }
const onEngineer = { x: 250, y: 50 }
const touch = { pointerType: 'touch' }

describe('a drag on the canvas', () => {
  it('starts after five pixels, says what lies below, and drops', async () => {
    surface.send('pointerdown', inTicket)
    surface.send('pointermove', { x: 53, y: 50 })
    expect(surface.log).toEqual(['hold'])
    surface.send('pointermove', { x: 56, y: 50 })
    surface.send('pointermove', onEngineer)
    await vi.advanceTimersByTimeAsync(50)
    surface.send('pointerup', onEngineer)
    expect(surface.log).toEqual(['hold', 'start t1', 'move t1 over e1', 'release', 'drop t1 on e1'])
  })

  it('is a click when the hand hardly moved', () => {
    surface.send('pointerdown', inTicket)
    surface.send('pointerup', { x: 52, y: 50 })
    expect(surface.log).toEqual(['hold', 'release'])
  })

  it('leaves the empty map, Shift and the other buttons alone', () => {
    surface.send('pointerdown', { x: 150, y: 50 })
    surface.send('pointerdown', inTicket, { shiftKey: true })
    surface.send('pointerdown', inTicket, { button: 2 })
    expect(surface.log).toEqual([])
  })

  it('is cancelled by Esc, which goes no further', () => {
    const behind = vi.fn()
    document.body.addEventListener('keydown', behind)
    surface.send('pointerdown', inTicket)
    surface.send('pointermove', { x: 80, y: 50 })
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    surface.send('pointerup', onEngineer)
    expect(surface.log).toEqual(['hold', 'start t1', 'release', 'cancel t1'])
    expect(behind).not.toHaveBeenCalled()
  })

  it('waits under a finger, so that a quick finger pans', async () => {
    surface.send('pointerdown', inTicket, touch)
    surface.send('pointermove', { x: 70, y: 50 }, touch)
    await vi.advanceTimersByTimeAsync(1000)
    expect(surface.log).not.toContain('start t1')

    surface.send('pointerup', { x: 70, y: 50 }, touch)
    surface.send('pointerdown', inTicket, touch)
    await vi.advanceTimersByTimeAsync(300)
    expect(surface.log.slice(-2)).toEqual(['hold', 'start t1'])
  })

  it('lets go when a second finger comes or the browser takes the pointer', () => {
    surface.send('pointerdown', inTicket)
    surface.send('pointermove', { x: 80, y: 50 })
    surface.send('pointerdown', inTicket, { pointerId: 2 })
    expect(surface.log.at(-1)).toBe('cancel t1')

    surface.send('pointerdown', inTicket)
    surface.send('pointermove', { x: 80, y: 50 })
    surface.send('pointercancel', { x: 80, y: 50 })
    expect(surface.log.at(-1)).toBe('cancel t1')
  })
})
