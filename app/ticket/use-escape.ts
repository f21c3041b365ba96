import { useEffect, useLayoutEffect, useRef } from 'react'

/** Before the paint: whoever sees the panel can close it. The server has no layout and only warns. */
const useEffectBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Esc anywhere on the page, unless a menu, a dialog or a field has taken it for itself and marked it. */
export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape)
  useEffectBeforePaint(() => {
    latest.current = onEscape
  }, [onEscape])
  useEffectBeforePaint(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
