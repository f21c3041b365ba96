import { useEffect, useState } from 'react'
import type { LngLat } from '#geo/coordinate.ts'

/** The map as a form sees it that asks for a place. */
export type PlaceSource = {
  /** Where the map was clicked since it was asked; a new object for every click. */
  pickedPlace: LngLat | null
  onPickPlace: (active: boolean) => void
}

/** Asks the map for a place: from `pick(true)` until it was clicked, the form gives up, or `pick(false)`. */
export function usePlacePicking({ pickedPlace, onPickPlace }: PlaceSource, take: (place: LngLat) => void) {
  const [picking, setPicking] = useState(false)
  const [takenPlace, setTakenPlace] = useState(pickedPlace)
  // Taken over while drawing, so that no old place flashes up.
  if (pickedPlace !== takenPlace) {
    setTakenPlace(pickedPlace)
    if (pickedPlace && picking) {
      take(pickedPlace)
      setPicking(false)
    }
  }
  useEffect(() => {
    if (!picking) return
    onPickPlace(true)
    return () => onPickPlace(false)
  }, [picking, onPickPlace])
  return { picking, pick: setPicking }
}
