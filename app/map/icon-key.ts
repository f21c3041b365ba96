import { stages, type Stage } from '#domain/stage.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import type { EngineerStatus, MapSla } from './map-view.ts'

/**
 * What an image on the map looks like. MapLibre asks for images by name, so the name says the whole look: a look is
 * drawn once, however many tickets share it. The worker gets a copy of every image of a tile each time the tile
 * changes, hence load in steps and one look for all hollow pins. Initials are in the image all the same: as text of
 * the layer they would be drawn after all rings, and those of a covered engineer over the one that covers.
 */
export type IconLook =
  | { kind: 'pin'; stage: Stage; priority: Priority; sla: MapSla; mode: PinMode }
  | ({ kind: 'ring' } & RingLook)
  | { kind: 'heading'; status: EngineerStatus }
  | { kind: 'cluster'; sla: ClusterSla; digits: number }
  | { kind: 'pill'; tone: PillTone }
  | { kind: 'halo' }
  | { kind: 'place' }
  | { kind: 'grid' }

export type RingLook = {
  status: EngineerStatus
  loadTwentieths: number
  dotted: boolean
  frame: RingFrame
  initials: string
}

export type PinMode = 'normal' | 'quiet' | 'held'
export type RingFrame = 'none' | 'accent' | 'target'
export type ClusterSla = 'on-track' | 'at-risk' | 'critical' | 'breached'
export type PillTone = 'eligible' | 'best' | 'target' | 'plain'

const priorities = ['1', '2', '3', '4'] as const
const slas = ['none', 'on-track', 'at-risk', 'critical', 'breached'] as const
const clusterSlas = ['on-track', 'at-risk', 'critical', 'breached'] as const
const statuses = ['idle', 'en-route', 'on-site', 'offline'] as const
const pinModes = ['normal', 'quiet', 'held'] as const
const frames = ['none', 'accent', 'target'] as const
const tones = ['eligible', 'best', 'target', 'plain'] as const

export function iconKey(look: IconLook): string {
  switch (look.kind) {
    case 'pin':
      return `pin:${look.stage}:${look.priority}:${look.sla}:${look.mode}`
    case 'ring':
      return [
        'ring',
        look.status,
        look.loadTwentieths,
        look.dotted ? 'dotted' : 'solid',
        look.frame,
        encodeURIComponent(look.initials),
      ].join(':')
    case 'heading':
      return `heading:${look.status}`
    case 'cluster':
      return `cluster:${look.sla}:${look.digits}`
    case 'pill':
      return `pill:${look.tone}`
    case 'halo':
    case 'place':
    case 'grid':
      return look.kind
  }
}

/** The look of one of our names; null for a name that a deployer's own style asks for. */
export function parseIconKey(key: string): IconLook | null {
  const [kind = '', a, b, c, d, e = ''] = key.split(':')
  switch (kind) {
    case 'pin': {
      const [stage, priority, sla, mode] = [
        oneOf(stages, a),
        oneOf(priorities, b),
        oneOf(slas, c),
        oneOf(pinModes, d),
      ]
      if (!stage || !priority || !sla || !mode) return null
      return { kind, stage, priority: priorityOf[priority], sla, mode }
    }
    case 'ring': {
      const [status, load, frame] = [oneOf(statuses, a), wholeNumber(b, 20), oneOf(frames, d)]
      if (!status || load === null || !frame) return null
      return {
        kind,
        status,
        loadTwentieths: load,
        dotted: c === 'dotted',
        frame,
        initials: decodeURIComponent(e),
      }
    }
    case 'heading': {
      const status = oneOf(statuses, a)
      return status ? { kind, status } : null
    }
    case 'cluster': {
      const [sla, digits] = [oneOf(clusterSlas, a), wholeNumber(b, 9)]
      return sla && digits !== null ? { kind, sla, digits } : null
    }
    case 'pill': {
      const tone = oneOf(tones, a)
      return tone ? { kind, tone } : null
    }
    case 'halo':
    case 'place':
    case 'grid':
      return { kind }
    default:
      return null
  }
}

const priorityOf = { 1: 1, 2: 2, 3: 3, 4: 4 } as const

function oneOf<T extends string>(list: readonly T[], value: string | undefined): T | undefined {
  return list.find((item) => item === value)
}

function wholeNumber(text: string | undefined, max: number): number | null {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value >= 0 && value <= max ? value : null
}
