import type { Map as MapLibreMap } from 'maplibre-gl'

/** Keeps the map out of sight until it `isDrawn`. Returns how to show it whatever it looks like. */
export function revealWhen(map: MapLibreMap, container: HTMLElement, isDrawn: () => boolean): () => void {
  const reveal = () => {
    container.classList.add('drawn')
    map.off('render', look)
  }
  const look = () => {
    if (isDrawn()) reveal()
  }
  map.on('render', look)
  return reveal
}
