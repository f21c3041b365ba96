import { useCallback, useSyncExternalStore } from 'react'

/** Whether the browser matches a media query; on the server it does not. */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Whether this is a phone: the same width at which the frame lays its rail to the foot. */
export const useNarrow = (): boolean => useMedia('(max-width: 640px)')

/** Whether a finger is the way to point: then there is most likely no keyboard. */
export const useTouch = (): boolean => useMedia('(pointer: coarse)')
