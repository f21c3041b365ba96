import { useEffect, useRef, type MutableRefObject } from 'react'

/** The newest value for a function that must not change itself. Read it in events, never while drawing. */
export function useLatest<Value>(value: Value): MutableRefObject<Value> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
