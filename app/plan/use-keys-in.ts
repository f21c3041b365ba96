import { useEffect, type RefObject } from 'react'
import { useLatest } from '../board/use-latest.ts'

/** What the keys do while the focus is somewhere within an element that is itself nothing to press. */
export function useKeysIn(element: RefObject<HTMLElement>, onKeyDown: (event: KeyboardEvent) => void): void {
  const newest = useLatest(onKeyDown)
  useEffect(() => {
    const own = element.current
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && !event.isComposing) newest.current(event)
    }
    own?.addEventListener('keydown', listen)
    return () => own?.removeEventListener('keydown', listen)
  }, [element, newest])
}
