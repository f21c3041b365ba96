import { stages, type Stage } from '#domain/stage.ts'
import type { ClientPoint, MapItem } from '../map/map-view.ts'

/** What is in the air. */
export type Held = { kind: 'tickets'; ids: readonly string[] } | { kind: 'engineer'; id: string }

/** Where it would land. */
export type DropPlace =
  { kind: 'engineer'; id: string } | { kind: 'stage'; stage: Stage } | { kind: 'ticket'; id: string }

/**
 * The place under a point of the window, for what is held: the one answer for cards, list entries, pins and markers,
 * whichever of them is dragged. `hitMap` is asked where the map lies.
 */
export function findDropPlace(
  held: Held,
  at: ClientPoint,
  hitMap: (at: ClientPoint) => MapItem | null,
): DropPlace | null {
  const element = document.elementFromPoint(at.x, at.y)
  if (!element) return null
  if (element.closest('[data-drop-map]')) return placeOnMap(held, hitMap(at))
  if (held.kind === 'engineer') {
    const id = element.closest<HTMLElement>('[data-ticket-id]')?.dataset['ticketId']
    return id === undefined ? null : { kind: 'ticket', id }
  }
  const engineerId = element.closest<HTMLElement>('[data-drop-engineer]')?.dataset['dropEngineer']
  if (engineerId !== undefined) return { kind: 'engineer', id: engineerId }
  const name = element.closest<HTMLElement>('[data-drop-stage]')?.dataset['dropStage']
  const stage = stages.find((one) => one === name)
  return stage ? { kind: 'stage', stage } : null
}

export function placeOnMap(held: Held, item: MapItem | null): DropPlace | null {
  if (held.kind === 'tickets') return item?.kind === 'engineer' ? item : null
  return item?.kind === 'ticket' ? item : null
}

export const samePlace = (a: DropPlace | null, b: DropPlace | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
