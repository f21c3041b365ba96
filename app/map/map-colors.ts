import type { Stage } from '#domain/stage.ts'
import type { EngineerStatus } from './map-view.ts'

/** The tokens that the map paints with. WebGL and canvas know no CSS variables, so they are read into values. */
const variables = {
  water: '--map-water',
  land: '--map-land',
  border: '--map-border',
  minor: '--map-minor',
  surface: '--surface',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  text2: '--text-2',
  text3: '--text-3',
  accent: '--accent',
  accentText: '--accent-strong',
  onAccent: '--on-accent',
  halo: '--map-halo',
  pill: '--map-pill',
  slaRisk: '--sla-risk',
  slaCritical: '--sla-critical',
  slaBreached: '--sla-breached',
  onBreached: '--on-breached',
} as const

const stageVariables: Record<Stage, string> = {
  intake: '--stage-intake',
  'to-dispatch': '--stage-dispatch',
  assigned: '--stage-assigned',
  'en-route': '--stage-enroute',
  'on-site': '--stage-onsite',
  waiting: '--stage-waiting',
  'to-verify': '--stage-verify',
  closed: '--stage-closed',
}

const statusVariables: Record<EngineerStatus, string> = {
  idle: '--text',
  'en-route': '--stage-enroute',
  'on-site': '--stage-onsite',
  offline: '--stage-closed',
}

export type MapColors = Record<keyof typeof variables, string> & {
  stage: Record<Stage, string>
  status: Record<EngineerStatus, string>
}

/**
 * Reads the tokens as they are now in `element`'s theme, as `rgba(…)`: `color-mix(in oklab, …)` computes to an oklab
 * colour that MapLibre cannot parse, so each is painted on a pixel and read back.
 */
export function readMapColors(element: HTMLElement): MapColors {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pixel = canvas.getContext('2d', { willReadFrequently: true })

  const read = (variable: string): string => {
    probe.style.color = `var(${variable})`
    if (!pixel) return getComputedStyle(probe).color
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = getComputedStyle(probe).color
    pixel.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data
    return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`
  }

  try {
    return {
      ...mapValues(variables, read),
      stage: mapValues(stageVariables, read),
      status: mapValues(statusVariables, read),
    }
  } finally {
    probe.remove()
  }
}

function mapValues<K extends string>(
  record: Readonly<Record<K, string>>,
  read: (variable: string) => string,
): Record<K, string> {
  const entries = Object.entries(record) as [K, string][]
  return Object.fromEntries(entries.map(([key, variable]) => [key, read(variable)])) as Record<K, string>
}
