// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PreferencesProvider } from '../preferences/preferences-context.tsx'
import { defaultPreferences } from '../preferences/preferences.ts'
import { useHotkeys, type Hotkeys } from './hotkeys.ts'

afterEach(cleanup)

function Page({ hotkeys }: { hotkeys: Hotkeys }) {
  useHotkeys(hotkeys)
  return (
    <>
      <input aria-label="text" />
      <input type="checkbox" aria-label="check" />
      <input type="radio" aria-label="choice" />
      <div role="menu">
        <button type="button">item</button>
      </div>
    </>
  )
}

function renderPage(hotkeys: Hotkeys, hotkeysOn = true) {
  render(
    <PreferencesProvider value={{ ...defaultPreferences, hotkeys: hotkeysOn }}>
      <Page hotkeys={hotkeys} />
    </PreferencesProvider>,
  )
}

describe('useHotkeys', () => {
  it('acts on the key, once, and keeps the browser from acting on it too', () => {
    const act = vi.fn()
    renderPage({ a: act })
    const goesOn = fireEvent.keyDown(document.body, { key: 'a' })
    expect(act).toHaveBeenCalledTimes(1)
    expect(goesOn).toBe(false)
  })

  it.each([
    [{ key: 'k', ctrlKey: true }, 'mod+k'],
    [{ key: 'k', metaKey: true }, 'mod+k'],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'ArrowDown', shiftKey: true }, 'shift+arrowdown'],
    [{ key: ' ' }, 'space'],
    [{ key: 'A', shiftKey: true }, 'a'],
  ])('knows %o as %s', (init, combination) => {
    const act = vi.fn()
    renderPage({ [combination]: act })
    fireEvent.keyDown(document.body, init)
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('leaves a plain key alone when Ctrl is held: Ctrl+A is the browser’s', () => {
    const act = vi.fn()
    renderPage({ a: act })
    expect(fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true })).toBe(true)
    expect(act).not.toHaveBeenCalled()
  })

  it('is off while somebody types or a menu has the keys, but not on a checkbox', () => {
    const act = vi.fn()
    renderPage({ a: act })
    fireEvent.keyDown(screen.getByLabelText('text'), { key: 'a' })
    fireEvent.keyDown(screen.getByText('item'), { key: 'a' })
    expect(act).not.toHaveBeenCalled()
    fireEvent.keyDown(screen.getByLabelText('check'), { key: 'a' })
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('leaves the arrows to a radio, and no other key', () => {
    const act = vi.fn()
    renderPage({ a: act, arrowdown: act, 'shift+arrowdown': act })
    const radio = screen.getByLabelText('choice')
    fireEvent.keyDown(radio, { key: 'ArrowDown' })
    fireEvent.keyDown(radio, { key: 'ArrowDown', shiftKey: true })
    expect(act).not.toHaveBeenCalled()
    fireEvent.keyDown(radio, { key: 'a' })
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('is off while characters are composed by an input method', () => {
    const act = vi.fn()
    renderPage({ a: act })
    fireEvent.keyDown(document.body, { key: 'a', isComposing: true })
    expect(act).not.toHaveBeenCalled()
  })

  it('keeps only the combinations when the person has switched single keys off', () => {
    const single = vi.fn()
    const combined = vi.fn()
    renderPage({ a: single, 'mod+k': combined }, false)
    fireEvent.keyDown(document.body, { key: 'a' })
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
    expect(single).not.toHaveBeenCalled()
    expect(combined).toHaveBeenCalledTimes(1)
  })
})
