import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawIcon, type Ink } from './icon-drawing.ts'
import { parseIconKey } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'

/** Beyond this the images that no marker uses any more are given back: with every change of load comes a new one. */
const KEEP_UP_TO = 3000

export type MapImages = {
  /** Draws an image now: the pattern of a background is used without being asked for. */
  provide: (key: string) => void
  repaint: (colors: MapColors) => void
  /** Called now and then with the rings in use. */
  dropRingsExcept: (used: () => ReadonlySet<string>) => void
}

/** Draws images when the map first asks for them, and all that it asked for again when the colours change. */
export function provideMapImages(
  map: MapLibreMap,
  firstInk: Omit<Ink, 'pixelRatio'>,
  loadGlyphs: (texts: Iterable<string>) => Promise<void>,
): MapImages {
  let ink = { ...firstInk, pixelRatio: Math.max(1, Math.ceil(devicePixelRatio)) }
  const drawn = new Set<string>()

  const provide = (key: string) => {
    // Two tiles may ask for the same image before either has it.
    const look = map.hasImage(key) ? null : parseIconKey(key)
    const icon = look && drawIcon(look, ink)
    if (!icon) return
    map.addImage(key, icon.image, { pixelRatio: ink.pixelRatio, ...icon.stretch })
    drawn.add(key)
  }

  map.setMissingStyleImageResolver(async (key) => {
    const look = parseIconKey(key)
    if (look?.kind === 'ring') await loadGlyphs([look.initials])
    provide(key)
  })

  return {
    provide,
    repaint: (colors) => {
      ink = { ...ink, colors }
      for (const key of drawn) {
        const look = map.hasImage(key) ? parseIconKey(key) : null
        const icon = look && drawIcon(look, ink)
        if (icon) map.updateImage(key, icon.image)
      }
    },
    dropRingsExcept: (used) => {
      if (drawn.size <= KEEP_UP_TO) return
      const keep = used()
      for (const key of drawn) {
        if (keep.has(key) || parseIconKey(key)?.kind !== 'ring') continue
        // Tiles that show it have their own copy.
        if (map.hasImage(key)) map.removeImage(key)
        drawn.delete(key)
      }
    },
  }
}
