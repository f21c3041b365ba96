import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { stages } from '#domain/stage.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { MapGhost, MapView } from '../map/map-view.ts'
import type { DropTarget } from './drop-targets.ts'
import { isOffline, mapEngineers, mapGhosts, mapTickets } from './map-view-model.ts'
import type { BoardDrag } from './use-board-drag.ts'
import type { BoardModel } from './use-board-model.ts'
import { subscribeToNothing } from '../ui/subscribe-to-nothing.ts'

type BoardMapFacts = {
  client: BoardClient | null
  state: BoardClientState
  model: BoardModel
  drag: BoardDrag | null
  /** While something is in the air. */
  targets: ReadonlyMap<string, DropTarget> | null
  describe: (target: DropTarget) => string
  selectedIds: ReadonlySet<string>
  hoveredTicketId: string | null
  picking: boolean
  planned: MapView['planned']
}

/** The board as the map shows it. Parts that have not changed stay the same objects: the map then does nothing. */
export function useBoardMap(facts: BoardMapFacts) {
  const { client, state, model, drag, targets, describe, selectedIds, hoveredTicketId, picking, planned } =
    facts
  const [heat, setHeat] = useState(false)
  const [onlyUnhandled, setOnlyUnhandled] = useState(false)
  const [selectedEngineerId, setSelectedEngineerId] = useState<string | null>(null)
  const [pickedPlace, setPickedPlace] = useState<{ lng: number; lat: number } | null>(null)

  const refs = useRef(new Map<string, number>())
  const refOf = useCallback((ticketId: string) => {
    const known = refs.current.get(ticketId)
    if (known !== undefined) return known
    const ref = refs.current.size + 1
    refs.current.set(ticketId, ref)
    return ref
  }, [])

  const holdsTickets = drag?.held.kind === 'tickets'
  const { columns } = model.columns
  const tickets = useMemo(
    () =>
      mapTickets(
        stages.flatMap((stage) => columns[stage]),
        { now: model.now, dragging: holdsTickets, refOf },
      ),
    [columns, model.now, holdsTickets, refOf],
  )
  const labelled = holdsTickets ? targets : null
  const { engineers: people } = state
  const located = useLocatedCount(client)
  const engineers = useMemo(() => {
    const positions = located > 0 ? client?.getPositions() : undefined
    return mapEngineers(people.values(), {
      work: model.work,
      isOffline: (id) => isOffline(positions?.get(id), model.now),
      targets: labelled,
      describe,
    })
  }, [client, located, people, model.work, model.now, labelled, describe])

  const heldTicketId = drag?.held.kind === 'tickets' ? drag.held.ids[0] : undefined
  const overEngineerId = drag?.over?.kind === 'engineer' ? drag.over.id : null
  const dragging = useMemo(
    () => (heldTicketId === undefined ? null : { ticketId: heldTicketId, overEngineerId }),
    [heldTicketId, overEngineerId],
  )
  const ghosts = useGhosts(state)
  const pick = useMemo(() => (picking ? { place: pickedPlace } : null), [picking, pickedPlace])
  const view = useMemo(
    (): MapView => ({
      tickets,
      engineers,
      selectedTicketIds: selectedIds,
      selectedEngineerId,
      hoveredTicketId,
      heat,
      onlyUnhandled,
      dragging,
      ghosts,
      planned,
      pick,
    }),
    [
      tickets,
      engineers,
      selectedIds,
      selectedEngineerId,
      hoveredTicketId,
      heat,
      onlyUnhandled,
      dragging,
      ghosts,
      planned,
      pick,
    ],
  )
  return {
    view,
    setHeat,
    setOnlyUnhandled,
    selectedEngineerId,
    setSelectedEngineerId,
    pickedPlace,
    setPickedPlace,
  }
}

/** The same list until somebody else takes, moves or drops something: presence and positions come far more often. */
function useGhosts({ colleagues, shown, engineers }: BoardClientState): readonly MapGhost[] {
  const text = JSON.stringify(mapGhosts(colleagues, shown, engineers))
  return useMemo(() => JSON.parse(text) as MapGhost[], [text])
}

/** How many engineers have reported a place: the first report of each takes "offline" from the marker at once. */
const useLocatedCount = (client: BoardClient | null): number =>
  useSyncExternalStore(
    client?.subscribePositions ?? subscribeToNothing,
    () => client?.getPositions().size ?? 0,
    () => 0,
  )
