import { describe, expect, it } from 'vitest'
import { createMapFonts } from './map-fonts.ts'

describe('createMapFonts', () => {
  it('takes a CSS list apart and puts the weight first, where MapLibre reads it', () => {
    const fonts = createMapFonts(`"Inter Variable", 'Noto Sans SC Variable', system-ui, sans-serif`)
    const families = ['Inter Variable', 'Noto Sans SC Variable', 'system-ui', 'sans-serif']
    expect(fonts.medium).toEqual(['paidan medium', ...families])
    expect(fonts.semibold[0]).toMatch(/\bsemibold\b/)
  })
})
