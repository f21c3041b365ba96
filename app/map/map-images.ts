import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawIcon } from './icon-drawing.ts'
import { parseIconKey } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'

export type MapImages = { repaint: (colors: MapColors) => void }

/** Draws images when the map first asks for them, and all that it asked for again when the colours change. */
export function provideMapImages(map: MapLibreMap, firstColors: MapColors): MapImages {
  let colors = firstColors
  const drawn = new Set<string>()
  const pixelRatio = Math.max(1, Math.ceil(devicePixelRatio))

  const draw = (key: string) => {
    const look = parseIconKey(key)
    return look && drawIcon(look, colors, pixelRatio)
  }

  map.setMissingStyleImageResolver((key) => {
    const icon = draw(key)
    // Two tiles may ask for the same image before either has it.
    if (!icon || map.hasImage(key)) return
    map.addImage(key, icon.image, { pixelRatio, ...icon.stretch })
    drawn.add(key)
  })

  return {
    repaint: (newColors) => {
      colors = newColors
      for (const key of drawn) {
        const icon = draw(key)
        if (icon && map.hasImage(key)) map.updateImage(key, icon.image)
      }
    },
  }
}
