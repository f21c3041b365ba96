import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { ClientPoint, MapItem } from '../map/map-view.ts'
import { findDropPlace, placeOnMap, samePlace, type DropPlace, type Held } from './drop-place.ts'

export type BoardDrag = { held: Held; over: DropPlace | null }

type BoardDragOptions = {
  root: RefObject<HTMLElement | null>
  /** The card that follows the pointer. */
  dragCard: RefObject<HTMLElement | null>
  /** A card brings the rest of the selection with it. */
  ticketsHeldWith: (ticketId: string) => readonly string[]
  hitMap: (at: ClientPoint) => MapItem | null
  onDrop: (held: Held, place: DropPlace) => void
}

/** Drags from the DOM (cards, the list of engineers) and from the map end in the same three functions. */
export function useBoardDrag(options: BoardDragOptions) {
  const [drag, setDrag] = useState<BoardDrag | null>(null)
  const current = useRef<BoardDrag | null>(null)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  const set = useCallback((next: BoardDrag | null) => {
    current.current = next
    setDrag(next)
  }, [])

  const begin = useCallback(
    (held: Held, at: ClientPoint) => {
      set({ held, over: null })
      requestAnimationFrame(() => followPointer(latest.current.dragCard.current, at))
    },
    [set],
  )

  const move = useCallback(
    (at: ClientPoint, over: DropPlace | null) => {
      followPointer(latest.current.dragCard.current, at)
      const now = current.current
      if (now && !samePlace(now.over, over)) set({ ...now, over })
    },
    [set],
  )

  const end = useCallback(
    (place: DropPlace | null) => {
      const now = current.current
      set(null)
      if (now && place) latest.current.onDrop(now.held, place)
    },
    [set],
  )

  useEffect(() => {
    const { root, hitMap } = latest.current
    if (!root.current) return
    const heldOf = (data: Record<string, unknown>): Held | null => {
      const { ticketId, engineerId } = data
      if (typeof ticketId === 'string')
        return { kind: 'tickets', ids: latest.current.ticketsHeldWith(ticketId) }
      return typeof engineerId === 'string' ? { kind: 'engineer', id: engineerId } : null
    }
    const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => ({
      x: clientX,
      y: clientY,
    })
    const placeAt = (at: ClientPoint): DropPlace | null =>
      current.current && findDropPlace(current.current.held, at, hitMap)
    return combine(
      // One target for all: what lies under the pointer is worked out when it is needed, not registered a thousand times.
      dropTargetForElements({ element: root.current, getDropEffect: () => 'move' }),
      monitorForElements({
        onDragStart: ({ source, location }) => {
          const held = heldOf(source.data)
          if (held) begin(held, pointOf(location.current.input))
        },
        onDrag: ({ location }) => {
          const at = pointOf(location.current.input)
          move(at, placeAt(at))
        },
        onDrop: ({ location }) => {
          // No target at the end: Esc, or let go outside of the board.
          const dropped = location.current.dropTargets.length > 0
          end(dropped ? placeAt(pointOf(location.current.input)) : null)
        },
      }),
    )
  }, [begin, move, end])

  const onMap = useMemo(() => {
    const overAll = (over: MapItem | null, at: ClientPoint): DropPlace | null => {
      const held = current.current?.held
      if (!held) return null
      return over ? placeOnMap(held, over) : findDropPlace(held, at, latest.current.hitMap)
    }
    return {
      start: (item: MapItem, at: ClientPoint) =>
        begin(
          item.kind === 'ticket'
            ? { kind: 'tickets', ids: latest.current.ticketsHeldWith(item.id) }
            : { kind: 'engineer', id: item.id },
          at,
        ),
      move: (over: MapItem | null, at: ClientPoint) => move(at, overAll(over, at)),
      drop: (over: MapItem | null, at: ClientPoint) => end(overAll(over, at)),
      cancel: () => end(null),
    }
  }, [begin, move, end])

  return { drag, onMap }
}

const below = 16
const margin = 8

/** Moved without React: it happens with every frame. The card hangs below the pointer and stays inside the window. */
function followPointer(card: HTMLElement | null, { x, y }: ClientPoint) {
  if (!card) return
  const { offsetWidth: width, offsetHeight: height } = card
  const left = Math.min(x + below, window.innerWidth - width - margin)
  const top = y + below + height + margin > window.innerHeight ? y - below - height : y + below
  card.style.transform = `translate(${Math.max(margin, left)}px, ${Math.max(margin, top)}px)`
}
