import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl'
import { CLUSTER_COUNT_SHIFT, PIN_TIP_BELOW_CENTRE } from './icon-drawing.ts'
import { iconKey, type PillTone } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'
import type { MapFonts } from './map-fonts.ts'

export const SOURCES = {
  heat: 'paidan-heat',
  lines: 'paidan-lines',
  dragLines: 'paidan-drag-lines',
  planLines: 'paidan-plan-lines',
  tickets: 'paidan-tickets',
  engineers: 'paidan-engineers',
  place: 'paidan-place',
} as const

/** Layers that can be hit, and what is in them. */
export const PIN_LAYER = 'paidan-pins'
export const CLUSTER_LAYER = 'paidan-clusters'
export const ENGINEER_LAYERS = [
  'paidan-engineers-faded',
  'paidan-engineers',
  'paidan-engineers-framed',
  'paidan-engineer-dots',
]

const plain: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
}

export function overlaySources(): Record<string, GeoJSONSourceSpecification> {
  return {
    [SOURCES.heat]: plain,
    [SOURCES.lines]: { ...plain, promoteId: 'id', tolerance: 0 },
    [SOURCES.dragLines]: { ...plain, tolerance: 0 },
    [SOURCES.planLines]: { ...plain, promoteId: 'id', tolerance: 0 },
    [SOURCES.tickets]: {
      ...plain,
      promoteId: 'id',
      cluster: true,
      // A little more than the 32 px of a cluster, so that two never touch.
      clusterRadius: 36,
      clusterMaxZoom: 14,
      clusterMinPoints: 3,
      clusterProperties: { worst: ['max', ['get', 'slaRank']] },
    },
    [SOURCES.engineers]: { ...plain, promoteId: 'id' },
    [SOURCES.place]: plain,
  }
}

/** Markers are always drawn, wherever others are; only words give way to each other. */
const always = {
  'icon-allow-overlap': true,
  'icon-ignore-placement': true,
} as const

/** From the bottom: risk, holding lines, lines of a plan, dots and faded engineers, pins, clusters, lines of the drag, engineers, labels. */
export function overlayLayers(colors: MapColors, fonts: MapFonts): LayerSpecification[] {
  return [
    heatLayer(colors),
    {
      id: 'paidan-lines',
      type: 'line',
      source: SOURCES.lines,
      paint: { 'line-color': colors.text3, 'line-width': 1, 'line-opacity': 0.5 },
    },
    planLineLayer(colors),
    engineerDotLayer(colors),
    engineerLayer('paidan-engineers-faded', ['get', 'faded']),
    {
      id: PIN_LAYER,
      type: 'symbol',
      source: SOURCES.tickets,
      filter: ['!', ['has', 'point_count']],
      layout: {
        ...always,
        'icon-image': ['get', 'icon'],
        'icon-offset': [0, -PIN_TIP_BELOW_CENTRE],
        'symbol-sort-key': ['get', 'sortKey'],
      },
    },
    clusterLayer(colors, fonts),
    {
      id: 'paidan-drag-lines',
      type: 'line',
      source: SOURCES.dragLines,
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': colors.accent, 'line-width': ['case', ['get', 'target'], 2.5, 1.5] },
    },
    engineerLayer('paidan-engineers', unframed),
    engineerLayer('paidan-engineers-framed', framed),
    {
      id: 'paidan-headings',
      type: 'symbol',
      source: SOURCES.engineers,
      filter: ['has', 'heading'],
      layout: {
        ...always,
        'icon-image': ['get', 'headingIcon'],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
      },
      paint: { 'icon-opacity': ['get', 'opacity'] },
    },
    labelLayer(
      'paidan-labels',
      ['in', ['get', 'tone'], ['literal', ['eligible', 'plain']]],
      false,
      colors,
      fonts,
    ),
    labelLayer(
      'paidan-labels-best',
      ['in', ['get', 'tone'], ['literal', ['best', 'target']]],
      true,
      colors,
      fonts,
    ),
    {
      id: 'paidan-place',
      type: 'symbol',
      source: SOURCES.place,
      layout: {
        ...always,
        'icon-image': iconKey({ kind: 'place' }),
        'icon-offset': [0, -PIN_TIP_BELOW_CENTRE],
      },
    },
  ]
}

const unframed: ExpressionSpecification = ['all', ['!', ['get', 'faded']], ['<', ['get', 'rank'], 1]]
const framed: ExpressionSpecification = ['>=', ['get', 'rank'], 1]

/** Which zooms show what, when rings begin at `ringsFrom`: `[layer, minzoom, maxzoom]`. */
export function engineerZoomRanges(ringsFrom: number): [layer: string, minzoom: number, maxzoom: number][] {
  return [
    ['paidan-engineer-dots', 0, ringsFrom],
    ['paidan-engineers', ringsFrom, 24],
    ['paidan-engineers-faded', ringsFrom, 24],
    ['paidan-headings', ringsFrom, 24],
    ['paidan-lines', ringsFrom, 24],
    ['paidan-labels', ringsFrom, 24],
  ]
}

/** Broken lines: nothing of it has been done yet. */
function planLineLayer(colors: MapColors): LayerSpecification {
  const look = (lit: number, ticked: number, pale: number): ExpressionSpecification => [
    'match',
    ['get', 'look'],
    'lit',
    lit,
    'ticked',
    ticked,
    pale,
  ]
  return {
    id: 'paidan-plan-lines',
    type: 'line',
    source: SOURCES.planLines,
    paint: {
      'line-color': ['match', ['get', 'look'], 'pale', colors.text3, colors.accent],
      'line-width': look(2.5, 1.5, 1),
      'line-opacity': look(1, 0.75, 0.5),
      'line-dasharray': [3, 2],
    },
  }
}

function engineerLayer(id: string, filter: ExpressionSpecification): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: SOURCES.engineers,
    filter,
    layout: {
      ...always,
      'icon-image': ['get', 'icon'],
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'icon-opacity': ['get', 'opacity'] },
  }
}

function engineerDotLayer(colors: MapColors): LayerSpecification {
  return {
    id: 'paidan-engineer-dots',
    type: 'circle',
    source: SOURCES.engineers,
    filter: ['<', ['get', 'rank'], 1],
    paint: {
      // From afar the dots of a crowd must leave something of the city.
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 2.5, 12, 4],
      'circle-color': [
        'match',
        ['get', 'status'],
        'en-route',
        colors.status['en-route'],
        'on-site',
        colors.status['on-site'],
        'offline',
        colors.status.offline,
        colors.status.idle,
      ],
      'circle-opacity': ['get', 'opacity'],
      'circle-stroke-color': colors.surface,
      'circle-stroke-width': 1.5,
      'circle-stroke-opacity': ['get', 'opacity'],
    },
  }
}

function clusterLayer(colors: MapColors, fonts: MapFonts): LayerSpecification {
  const digits: ExpressionSpecification = ['length', ['to-string', ['get', 'point_count_abbreviated']]]
  const worst: ExpressionSpecification = [
    'match',
    ['get', 'worst'],
    1,
    'at-risk',
    2,
    'critical',
    3,
    'breached',
    'on-track',
  ]
  const shifted = -CLUSTER_COUNT_SHIFT / 12
  return {
    id: CLUSTER_LAYER,
    type: 'symbol',
    source: SOURCES.tickets,
    filter: ['has', 'point_count'],
    layout: {
      ...always,
      'icon-image': ['concat', 'cluster:', worst, ':', ['to-string', digits]],
      'text-field': ['to-string', ['get', 'point_count_abbreviated']],
      'text-font': fonts.semibold,
      'text-size': 12,
      'text-offset': ['case', ['>', ['get', 'worst'], 0], ['literal', [shifted, 0]], ['literal', [0, 0]]],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': colors.text },
  }
}

/** Distances from the middle of the marker to the middle of the label, in ems of its text. */
const labelOffsets: Record<PillTone, [number, number]> = {
  eligible: [0, 27 / 11],
  plain: [0, 24 / 11],
  best: [0, 36 / 12],
  // Above the marker: what is dragged hangs below the pointer.
  target: [0, -42 / 12],
}

function labelLayer(
  id: string,
  filter: ExpressionSpecification,
  mayOverlap: boolean,
  colors: MapColors,
  fonts: MapFonts,
): LayerSpecification {
  const tone: ExpressionSpecification = ['get', 'tone']
  return {
    id,
    type: 'symbol',
    source: SOURCES.engineers,
    filter: ['all', ['has', 'label'], filter],
    layout: {
      'icon-image': ['get', 'pill'],
      'icon-text-fit': 'both',
      'icon-allow-overlap': mayOverlap,
      'text-allow-overlap': mayOverlap,
      'text-field': ['get', 'label'],
      'text-font': mayOverlap ? fonts.semibold : fonts.medium,
      'text-size': mayOverlap ? 12 : 11,
      'text-max-width': 24,
      'text-offset': mayOverlap
        ? ['match', tone, 'target', ['literal', labelOffsets.target], ['literal', labelOffsets.best]]
        : ['match', tone, 'eligible', ['literal', labelOffsets.eligible], ['literal', labelOffsets.plain]],
      // Placed first wins the room: scores before refusals, the target over the others.
      'symbol-sort-key': ['match', tone, 'eligible', 0, 'plain', 1, 'best', 0, 1],
    },
    paint: {
      'text-color': [
        'match',
        tone,
        'target',
        colors.onAccent,
        'best',
        colors.accentText,
        'eligible',
        colors.text2,
        colors.text3,
      ],
    },
  }
}

/** Risk in the hues of the SLA outlines; transparent where nothing is due soon. */
function heatLayer(colors: MapColors): LayerSpecification {
  return {
    id: 'paidan-heat',
    type: 'heatmap',
    source: SOURCES.heat,
    paint: {
      'heatmap-weight': ['get', 'weight'],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 14, 1.6],
      'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 8, 24, 12, 56, 16, 110],
      'heatmap-opacity': 0.55,
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        transparent(colors.slaRisk),
        // One ticket alone reaches 0.4 times its weight; so one in breach is red, and several together are dark red.
        0.12,
        colors.slaRisk,
        0.32,
        colors.slaCritical,
        0.8,
        colors.slaBreached,
      ],
    },
  }
}

/** The same hue with no ink: fading to transparent black would draw a grey rim. */
function transparent(color: string): string {
  return color.replace(/[\d.]+\)$/, '0)')
}
