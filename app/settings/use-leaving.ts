import { useBlocker } from '@remix-run/react'
import { useEffect } from 'react'

type Leaving = { stay: () => void; leave: () => void }

/**
 * Holds somebody who is about to leave what they have not saved: within the application until they say so, and by the browser's own
 * question when the page itself is left. Undefined while nobody leaves.
 */
export function useLeaving(unsaved: boolean): Leaving | undefined {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved &&
      (currentLocation.pathname !== nextLocation.pathname || currentLocation.search !== nextLocation.search),
  )
  useEffect(() => {
    if (!unsaved) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
  if (blocker.state !== 'blocked') return undefined
  return { stay: () => blocker.reset(), leave: () => blocker.proceed() }
}
