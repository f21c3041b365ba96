import { describe, expect, it, vi } from 'vitest'
import { createToastStore } from './toast-store.ts'

const texts = (store: ReturnType<typeof createToastStore>) => store.current().map(({ text }) => text)

describe('toast store', () => {
  it('shows for eight seconds unless told otherwise', () => {
    const store = createToastStore()
    store.show({ text: 'a', tone: 'done' })
    store.show({ text: 'b', tone: 'done', durationMs: 2000 })
    expect(store.current().map(({ durationMs }) => durationMs)).toEqual([8000, 2000])
  })

  it('keeps the last three', () => {
    const store = createToastStore()
    for (const text of ['a', 'b', 'c', 'd']) store.show({ text, tone: 'info' })
    expect(texts(store)).toEqual(['b', 'c', 'd'])
  })

  it('dismisses one, and tells the listeners only when something changed', () => {
    const store = createToastStore()
    const first = store.show({ text: 'a', tone: 'info' })
    store.show({ text: 'b', tone: 'info' })
    const listener = vi.fn()
    const stop = store.subscribe(listener)
    store.dismiss(first)
    store.dismiss(first)
    expect(texts(store)).toEqual(['b'])
    expect(listener).toHaveBeenCalledTimes(1)
    stop()
    store.show({ text: 'c', tone: 'info' })
    expect(listener).toHaveBeenCalledTimes(1)
  })
})
