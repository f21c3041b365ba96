import { useEffect, type RefObject } from 'react'

/**
 * Opened by a key, the drawer takes the focus and gives it back when it closes; opened by the mouse, it leaves the focus
 * where it is. How it was opened shows in whether the browser draws a focus ring just then.
 */
export function useDrawerFocus(drawer: RefObject<HTMLElement>): void {
  useEffect(() => {
    const before = document.activeElement
    const byKeys =
      before instanceof HTMLElement && before !== document.body && before.matches(':focus-visible')
    if (!byKeys) return
    const own = drawer.current
    own?.querySelector<HTMLElement>('h2')?.focus()
    return () => {
      const stillHere = own?.contains(document.activeElement) || document.activeElement === document.body
      if (stillHere && before.isConnected) before.focus()
    }
  }, [drawer])
}
