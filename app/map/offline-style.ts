import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { iconKey } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'
import type { MapFonts } from './map-fonts.ts'
import { GeoJSONSource, type MapLibreMap } from './maplibre.client.ts'

type OfflineStyleInput = { colors: MapColors; fonts: MapFonts; language: 'zh-CN' | 'en' }

/** Made by `server/refresh-basemap.mjs`. */
const outlines = { china: '/geo/china.json', districts: '/geo/shanghai-districts.json' }
const landSources = {
  china: { type: 'geojson', data: outlines.china, maxzoom: 10, tolerance: 0.4 },
  districts: { type: 'geojson', data: outlines.districts, maxzoom: 12, tolerance: 0.2 },
} as const
const labels = {
  provinceLabels: '/geo/province-labels.json',
  districtLabels: '/geo/district-labels.json',
}
const noLabels: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Shanghai itself is drawn by its districts, which know the coast better. */
const exceptShanghai: FilterSpecification = ['!=', ['get', 'adcode'], '310000']

/** Shown instead of water where the land is not known: pins on a plain grid are still usable. */
const GRID_LAYER = 'grid'

/** The outlines end here; what is blue beyond is not water. */
const outlined = { west: 73, south: 17, east: 136, north: 54 }

/** Shows the grid where the map looks beyond the outlines, or everywhere when these could not be had. */
export function showGridBeyondLand(map: MapLibreMap, landIsMissing: boolean, provideGrid: () => void): void {
  if (!map.getLayer(GRID_LAYER)) return
  const { lng, lat } = map.getCenter().wrap()
  const isOutlined =
    lng > outlined.west && lng < outlined.east && lat > outlined.south && lat < outlined.north
  const visibility = landIsMissing || !isOutlined ? 'visible' : 'none'
  if (map.getLayoutProperty(GRID_LAYER, 'visibility') === visibility) return
  if (visibility === 'visible') provideGrid()
  map.setLayoutProperty(GRID_LAYER, 'visibility', visibility)
}

/**
 * A map that needs no other host and no key: provinces, the districts of the demo city and their names. No `glyphs`
 * URL, so that MapLibre draws the letters itself. Streets come with a style of the deployer's own.
 */
export function offlineStyle(input: OfflineStyleInput): StyleSpecification {
  return {
    version: 8,
    name: 'offline',
    sources: {
      ...landSources,
      provinceLabels: { type: 'geojson', data: noLabels, maxzoom: 10 },
      districtLabels: { type: 'geojson', data: noLabels, maxzoom: 12 },
    },
    layers: offlineLayers(input),
  }
}

/** Also used alone, to repaint the layers when the theme changes. */
export function offlineLayers({ colors, fonts, language }: OfflineStyleInput): LayerSpecification[] {
  const name: ExpressionSpecification = ['get', language === 'en' ? 'name_en' : 'name']
  const lettering = {
    'text-field': name,
    'text-font': fonts.medium,
    'text-letter-spacing': language === 'en' ? 0.04 : 0.12,
    'text-padding': 6,
  }
  const ink = { 'text-color': colors.text3, 'text-halo-color': colors.land, 'text-halo-width': 1.5 }
  return [
    { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
    {
      id: GRID_LAYER,
      type: 'background',
      layout: { visibility: 'none' },
      paint: { 'background-pattern': iconKey({ kind: 'grid' }) },
    },
    {
      id: 'china',
      type: 'fill',
      source: 'china',
      filter: exceptShanghai,
      paint: { 'fill-color': colors.land },
    },
    {
      id: 'china-borders',
      type: 'line',
      source: 'china',
      filter: exceptShanghai,
      paint: { 'line-color': colors.border, 'line-width': 1 },
    },
    { id: 'districts', type: 'fill', source: 'districts', paint: { 'fill-color': colors.land } },
    {
      id: 'district-borders',
      type: 'line',
      source: 'districts',
      minzoom: 7,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colors.border, 'line-width': 1, 'line-dasharray': [5, 3, 1, 3] },
    },
    {
      id: 'province-labels',
      type: 'symbol',
      source: 'provinceLabels',
      minzoom: 3,
      maxzoom: 8,
      layout: { ...lettering, 'text-size': 13 },
      paint: ink,
    },
    {
      id: 'district-labels',
      type: 'symbol',
      source: 'districtLabels',
      minzoom: 8,
      layout: { ...lettering, 'text-size': 12 },
      paint: ink,
    },
  ]
}

/** Whether all land in view is on the map, and what is still blue is water. */
export const hasOfflineLand = (map: MapLibreMap): boolean =>
  Object.keys(landSources).every((id) => map.getSource(id) !== undefined && map.isSourceLoaded(id))

/**
 * Labels come after their letters: MapLibre draws a letter once and keeps it, and the slices of the Chinese font are
 * loaded by need. A map whose label files cannot be had is a map without names.
 */
export async function loadOfflineLabels(
  map: MapLibreMap,
  loadGlyphs: (texts: Iterable<string>) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Object.entries(labels).map(async ([id, url]) => {
      const text = await fetchText(url)
      if (text === null) return
      await loadGlyphs([text])
      const source = map.getSource(id)
      // MapLibre parses it in its worker; the page only needs the letters.
      if (source instanceof GeoJSONSource) await source.setData(url)
    }),
  )
}

async function fetchText(url: string): Promise<string | null> {
  try {
    const response = await fetch(url)
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}
