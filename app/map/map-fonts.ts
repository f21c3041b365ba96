/**
 * Lettering of the map. The style names no glyph server, so MapLibre draws every letter in the browser; `text-font` is
 * then a CSS font list. The weight is taken from the name of the first font, hence the invented first name: no font
 * has it, and the drawing goes on to the real ones.
 */
export type MapFonts = { medium: string[]; semibold: string[] }

/** @param fontFamily a CSS list, as `getComputedStyle` gives it */
export function createMapFonts(fontFamily: string): MapFonts {
  const families = fontFamily
    .split(',')
    .map((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((name) => name !== '')
  return {
    medium: ['paidan medium', ...families],
    semibold: ['paidan semibold', ...families],
  }
}

/**
 * The self-hosted Chinese font comes in a hundred slices, loaded when the page shows one of their characters. MapLibre
 * draws a letter once and keeps it, so a slice that comes late would leave the letter in another font for good.
 */
export function createGlyphLoader(fontFamily: string): (texts: Iterable<string>) => Promise<void> {
  const loaded = new Set<string>()
  return async (texts) => {
    const fresh = new Set<string>()
    for (const text of texts) for (const character of text) if (!loaded.has(character)) fresh.add(character)
    if (fresh.size === 0) return
    for (const character of fresh) loaded.add(character)
    // A font that cannot be had is no reason for a map without letters: the next one in the list draws them.
    await document.fonts.load(`500 24px ${fontFamily}`, [...fresh].join('')).catch(() => [])
  }
}
