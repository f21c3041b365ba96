import { useCallback, useLayoutEffect, useRef } from 'react'

/** A handler that is one and the same for ever and does what it was last told: whoever is given it need not draw anew. */
export function useEvent<Given extends readonly unknown[], Answer>(
  handler: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...given: Given) => latest.current(...given), [])
}
