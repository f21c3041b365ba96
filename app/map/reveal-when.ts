import type { Map as MapLibreMap } from 'maplibre-gl'

/** Behind a slow line half a map is better than none. */
const PATIENCE_MS = 3000

/** Keeps the map out of sight until it `isDrawn`. Returns how to show it whatever it looks like. */
export function revealWhen(map: MapLibreMap, container: HTMLElement, isDrawn: () => boolean): () => void {
  const reveal = () => {
    clearTimeout(timer)
    container.classList.add('drawn')
    map.off('render', look)
  }
  const look = () => {
    if (isDrawn()) reveal()
  }
  const timer = setTimeout(reveal, PATIENCE_MS)
  map.on('render', look)
  return reveal
}
