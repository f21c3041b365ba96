import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '#geo/coordinate.ts'
import type { MapGhost, MapView, Positions } from './map-view.ts'

export type GhostMarks = {
  update: (view: MapView) => void
  setPositions: (positions: Positions) => void
  stop: () => void
}

/** Between a card and the edge of the map. */
const GAP_PIXELS = 12

/** What the others have in their hands: a card with their name, at the engineer over whom they hold it. */
export function createGhostMarks(map: MapLibreMap): GhostMarks {
  const cards = new Map<string, HTMLElement>()
  let view: Pick<MapView, 'tickets' | 'ghosts'> = { tickets: [], ghosts: [] }
  let positions: Positions = new Map()

  const place = () => {
    const width = map.getCanvas().clientWidth
    for (const ghost of view.ghosts) {
      const card = cards.get(ghost.ticketId)
      const at = ghostPlace(ghost, view.tickets, positions)
      if (!card) continue
      card.hidden = at === null
      if (!at) continue
      const { x, y } = map.project(at)
      // Beside the place, on the side where there is room for it.
      const side =
        x + card.offsetWidth + GAP_PIXELS > width ? `calc(${Math.round(x)}px - 100%)` : `${Math.round(x)}px`
      card.style.transform = `translate(${side}, ${Math.round(y)}px)`
    }
  }

  map.on('render', place)

  return {
    update: (newView) => {
      if (newView.ghosts === view.ghosts && newView.tickets === view.tickets) return
      view = newView
      const held = new Set(view.ghosts.map(({ ticketId }) => ticketId))
      for (const [id, card] of cards) {
        if (held.has(id)) continue
        card.remove()
        cards.delete(id)
      }
      for (const ghost of view.ghosts) {
        const card = cards.get(ghost.ticketId) ?? createCard()
        card.classList.toggle('over', ghost.overEngineerId !== null)
        for (const [part, text] of [ghost.by, ghost.caption].entries()) {
          const line = card.children[part]
          if (line) line.textContent = text
        }
        if (!card.isConnected) map.getCanvasContainer().append(card)
        cards.set(ghost.ticketId, card)
      }
      place()
    },
    setPositions: (newPositions) => {
      positions = newPositions
      place()
    },
    stop: () => {
      map.off('render', place)
      for (const card of cards.values()) card.remove()
    },
  }
}

/** At the engineer, or at the ticket while it is over nobody; null where neither is on the map. */
export function ghostPlace(
  { ticketId, overEngineerId }: MapGhost,
  tickets: MapView['tickets'],
  positions: Positions,
): LngLat | null {
  const engineer = overEngineerId === null ? undefined : positions.get(overEngineerId)
  return engineer ?? tickets.find(({ id }) => id === ticketId) ?? null
}

function createCard(): HTMLElement {
  const card = document.createElement('div')
  card.className = 'map-ghost'
  card.append(document.createElement('b'), document.createElement('span'))
  return card
}
