import { useEffect, useLayoutEffect, type RefObject } from 'react'

// The server has no layout, and says so loudly when asked for an effect of it.
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Tells the width of an element: before the first paint in the browser, and whenever it changes. */
export function useWidthOf(element: RefObject<HTMLElement | null>, onWidth: (width: number) => void): void {
  useBrowserLayoutEffect(() => {
    const { current } = element
    if (!current) return
    onWidth(current.clientWidth)
    const observer = new ResizeObserver(() => onWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element, onWidth])
}
