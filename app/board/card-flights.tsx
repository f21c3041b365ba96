import { Component, type RefObject } from 'react'
import { stages, type Stage } from '#domain/stage.ts'
import type { Held } from './drop-place.ts'
import { planFlights, type CardFlight, type CardPlace } from './plan-flights.ts'

type CardFlightsProps = {
  root: RefObject<HTMLElement>
  /** A new object when a card may have another place. */
  entries: unknown
  /** What is in my hand. */
  held: Held | null
  dragCard: RefObject<HTMLElement>
}

type Places = ReadonlyMap<string, CardPlace>

const timing: KeyframeAnimationOptions = { duration: 180, easing: 'cubic-bezier(0.2, 0, 0, 1)' }
/** A drop shows on the board with the next drawing or the one after it. */
const dropShowsWithinMs = 500

/**
 * Cards that have another place go there in sight. A class, because only a class is told before the page changes, when
 * the old places can still be measured.
 */
export class CardFlights extends Component<CardFlightsProps> {
  private letGo: { ticketIds: readonly string[]; left: number; top: number; until: number } | null = null

  override getSnapshotBeforeUpdate(before: CardFlightsProps): Places | null {
    const { root, entries, held, dragCard } = this.props
    if (before.held?.kind === 'tickets' && !held && dragCard.current) {
      const { left, top } = dragCard.current.getBoundingClientRect()
      const until = performance.now() + dropShowsWithinMs
      this.letGo = { ticketIds: before.held.ids, left, top, until }
    }
    const isStill = before.entries === entries || root.current === null
    return isStill || matchMedia('(prefers-reduced-motion: reduce)').matches ? null : placesIn(root.current)
  }

  override componentDidUpdate(_props: CardFlightsProps, _state: unknown, before: Places | null): void {
    const root = this.props.root.current
    if (!before || !root) return
    const fromHand = this.letGo && performance.now() < this.letGo.until ? this.letGo : null
    const underPointer = root.querySelector<HTMLElement>('.card:hover')?.dataset['ticketId'] ?? null
    for (const flight of planFlights(before, placesIn(root), fromHand, underPointer)) fly(root, flight)
  }

  override render() {
    return null
  }
}

function placesIn(root: HTMLElement): Places {
  const places = new Map<string, CardPlace>()
  for (const column of root.querySelectorAll<HTMLElement>('section[data-drop-stage]')) {
    const stage = stages.find((one): one is Stage => one === column.dataset['dropStage'])
    if (!stage) continue
    for (const card of column.querySelectorAll<HTMLElement>('[data-ticket-id]')) {
      const { left, top } = card.getBoundingClientRect()
      places.set(card.dataset['ticketId'] ?? '', { stage, left, top })
    }
  }
  return places
}

function fly(root: HTMLElement, { ticketId, kind, dx, dy }: CardFlight): void {
  const card = root.querySelector<HTMLElement>(`[data-ticket-id="${ticketId}"]`)
  if (!card) return
  const way: Keyframe[] = [{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }]
  if (kind === 'shift') card.animate(way, timing)
  else flyAcross(card, way)
}

/** A column shows nothing outside of itself, so what flies across is a picture of the card. */
function flyAcross(card: HTMLElement, way: Keyframe[]): void {
  const { left, top, width, height } = card.getBoundingClientRect()
  const picture = card.cloneNode(true)
  if (!(picture instanceof HTMLElement)) return
  delete picture.dataset['ticketId']
  picture.inert = true
  picture.classList.add('card-flying')
  Object.assign(picture.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  })
  // Not in the kanban: as a container of queries it would be what `fixed` is measured from.
  document.body.append(picture)
  card.animate([{ opacity: 0 }, { opacity: 0 }], timing)
  picture.animate(way, timing).finished.then(
    () => picture.remove(),
    () => picture.remove(),
  )
}
