import { useEffect, useRef, type RefObject } from 'react'

/** Ctrl or ⌘ with Enter saves from every field of a form, Esc leaves it. */
export function useFormKeys(form: RefObject<HTMLFormElement>, onLeave: () => void): void {
  const latest = useRef(onLeave)
  useEffect(() => {
    latest.current = onLeave
  }, [onLeave])
  useEffect(() => {
    const element = form.current
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element?.requestSubmit()
      else if (event.key === 'Escape') latest.current()
      else return
      event.preventDefault()
    }
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  }, [form])
}
