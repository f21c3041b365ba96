import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptsByKey } from '#domain/scoring/engine-settings.ts'
import type { Stage } from '#domain/stage.ts'
import { isWaiting } from '#domain/ticket/ticket.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import type { PointedEngineer } from '../scoring/why-not-tip.tsx'
import { usePlan } from '../plan/use-plan.ts'
import type { MapAdapter, MapHandlers } from '../map/map-view.ts'
import type { StepAsked } from '../ticket/step-act.ts'
import { showToast } from '../ui/toast.tsx'
import type { CardHand } from './board-context.tsx'
import type { BoardScreenProps } from './board-props.ts'
import type { DropPlace, Held } from './drop-place.ts'
import type { Gesture } from './gesture-to-command.ts'
import type { Hovered } from './quick-view.tsx'
import { useBoardAddress } from './use-board-address.ts'
import { useSuggestionBook } from '../scoring/use-suggestions.ts'
import { useEngineerScoreBook, useScoreOf } from '../scoring/use-engineer-scores.ts'
import { withEngineerScore } from './advised-targets.ts'
import { useBoardAdvice } from './use-board-advice.ts'
import { useBoardDrag } from './use-board-drag.ts'
import { useBoardMap } from './use-board-map.ts'
import { useBoardModel } from './use-board-model.ts'
import { useBoardSelection } from './use-board-selection.ts'
import { useDispatch } from './use-dispatch.ts'
import { useDropVerdict } from './use-drop-verdict.ts'
import { useLatest } from './use-latest.ts'

type BoardFacts = Pick<BoardScreenProps, 'me' | 'permissions'> & {
  client: BoardClient | null
  state: BoardClientState
  /** The columns on the screen, from left to right: what arrows and ranges go by. */
  shownStages: readonly Stage[]
}

export type MenuAsked = {
  kind: 'all' | 'move' | 'steps'
  ticketIds: readonly string[]
  at: { x: number; y: number }
}

const drawerWidth = 400

/** Everything that the board's parts share: what is selected, in the air, asked, and what the hand can do. */
export function useBoard({ client, state, me, permissions, shownStages }: BoardFacts) {
  const { t } = useTranslation('scoring')
  const address = useBoardAddress()
  const { openTicket } = address
  const model = useBoardModel(state, address.filters, address.sort, me.name)
  const dispatch = useDispatch(client, state)
  const { perform, forgetRefusals } = dispatch
  const verdict = useDropVerdict(state)
  const plan = usePlan({
    client,
    tickets: state.shown,
    isGuessing: state.pending.length > 0,
    refusals: dispatch.refusals,
    forgetRefusals,
  })

  const { columns } = model.columns
  const shownIds = useMemo(
    () => shownStages.map((stage) => columns[stage].map(({ id }) => id)),
    [shownStages, columns],
  )
  const selection = useBoardSelection(state.shown, shownIds)
  const { ids: selectedIds, only, toggle, extendTo, all, clear, setFocusedId } = selection

  const [focusRequest, setFocusRequest] = useState<{ ticketId: string } | null>(null)
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const [hoveredEngineer, setHoveredEngineer] = useState<PointedEngineer | null>(null)
  const [litTicketId, setLitTicketId] = useState<string | null>(null)
  const [menu, setMenu] = useState<MenuAsked | null>(null)
  const [ownChanges, setOwnChanges] = useState(0)
  const [step, setStep] = useState<StepAsked | null>(null)
  const [picking, setPicking] = useState(false)
  const { openTicketId } = address
  // What was asked goes with the drawer in which it was to be answered.
  useEffect(
    () => setStep((asked) => (asked && asked.ticketId === openTicketId ? asked : null)),
    [openTicketId],
  )

  const root = useRef<HTMLDivElement>(null)
  const dragCard = useRef<HTMLDivElement>(null)
  const adapter = useRef<MapAdapter | null>(null)

  const act = useCallback(
    (gesture: Gesture, ticketIds: readonly string[]) => {
      setOwnChanges((count) => count + 1)
      perform(gesture, ticketIds)
    },
    [perform],
  )

  const drop = useCallback(
    (held: Held, place: DropPlace) => {
      if (held.kind === 'engineer') {
        if (place.kind === 'ticket') act({ kind: 'to-engineer', engineerId: held.id }, [place.id])
      } else if (place.kind === 'engineer') act({ kind: 'to-engineer', engineerId: place.id }, held.ids)
      else if (place.kind === 'stage') act({ kind: 'to-stage', stage: place.stage }, held.ids)
    },
    [act],
  )
  const { drag, onMap } = useBoardDrag({
    root,
    dragCard,
    ticketsHeldWith: (id) => (selectedIds.has(id) ? [...selectedIds] : [id]),
    hitMap: (at) => adapter.current?.hit(at) ?? null,
    onDrop: drop,
  })

  const inQuestion = useMemo((): readonly string[] => {
    if (!drag) return []
    if (drag.held.kind === 'tickets') return drag.held.ids
    return drag.over?.kind === 'ticket' ? [drag.over.id] : []
  }, [drag])
  const inQuestionKey = inQuestion.join(' ')
  const { question } = dispatch
  const advice = useBoardAdvice({
    client,
    state,
    mayDispatch: permissions.dispatch,
    openTicketId: address.openTicketId,
    inHandIds:
      drag?.held.kind === 'tickets' ? drag.held.ids : question?.kind === 'engineer' ? question.ticketIds : [],
  })
  const { advise } = advice
  const suggestions = useSuggestionBook(client, state, permissions.dispatch)
  const { findTargets: findNearTargets } = model
  const findTargets = useCallback(
    (ticketIds: readonly string[]) => advise(findNearTargets(ticketIds), ticketIds),
    [advise, findNearTargets],
  )
  const heldEngineerId = permissions.dispatch && drag?.held.kind === 'engineer' ? drag.held.id : null
  const engineerScores = useEngineerScoreBook(client, heldEngineerId)
  const scoreHere = useScoreOf(
    engineerScores,
    heldEngineerId !== null && drag?.over?.kind === 'ticket' ? drag.over.id : null,
  )
  const targetList = useMemo(() => {
    if (inQuestionKey === '') return null
    const found = findTargets(inQuestionKey.split(' '))
    return heldEngineerId !== null && scoreHere ? withEngineerScore(found, heldEngineerId, scoreHere) : found
  }, [inQuestionKey, findTargets, heldEngineerId, scoreHere])
  const targets = useMemo(
    () => targetList && new Map(targetList.map((target) => [target.engineer.id, target])),
    [targetList],
  )

  const map = useBoardMap({
    client,
    state,
    model,
    drag,
    targets,
    describe: verdict.shortly,
    selectedIds,
    hoveredTicketId: hovered?.ticketId ?? null,
    picking,
    planned: plan.planned,
  })
  const { setSelectedEngineerId, setPickedPlace } = map

  const newest = useLatest(selectedIds)
  const newestShown = useLatest(state.shown)
  const { openAdvice } = advice
  const newestAdvice = useLatest(openAdvice)
  const press = useCallback(
    (ticketId: string, { additive, range }: { additive: boolean; range: boolean }) => {
      setFocusedId(ticketId)
      setHovered(null)
      if (range) extendTo(ticketId)
      else if (additive) toggle(ticketId)
      else {
        only(ticketId)
        openTicket(ticketId)
      }
    },
    [extendTo, toggle, only, openTicket, setFocusedId],
  )
  const openMenu = useCallback(
    (ticketId: string, at: { x: number; y: number }, kind: MenuAsked['kind'] = 'all') => {
      const selected = newest.current
      const ticketIds = selected.has(ticketId) ? [...selected] : [ticketId]
      if (!selected.has(ticketId)) only(ticketId)
      setHovered(null)
      setMenu({ kind, ticketIds, at })
    },
    [newest, only],
  )
  const hand = useMemo(
    (): CardHand => ({
      press,
      openMenu,
      hover: (ticketId, card) => setHovered(ticketId !== null && card ? { ticketId, card } : null),
      focus: setFocusedId,
      dismissRefusal: (ticketId) => forgetRefusals([ticketId]),
    }),
    [press, openMenu, setFocusedId, forgetRefusals],
  )

  const mapHandlers = useMemo(
    (): Omit<MapHandlers, 'onBoundsChange' | 'onMapReady' | 'onUnavailable'> => ({
      onTicketClick: (id, { additive }) => {
        press(id, { additive, range: false })
        setFocusRequest({ ticketId: id })
      },
      onEngineerClick: (id) => setSelectedEngineerId((current) => (current === id ? null : id)),
      onBackgroundClick: () => {
        clear()
        setSelectedEngineerId(null)
      },
      onTicketHover: setLitTicketId,
      onEngineerHover: (engineerId, at) =>
        setHoveredEngineer(engineerId !== null && newestAdvice.current ? { engineerId, at } : null),
      onRegionSelect: all,
      onPickPlace: setPickedPlace,
      onDragStart: onMap.start,
      onDragMove: (_item, over, at) => onMap.move(over, at),
      onDrop: (_item, over, at) => onMap.drop(over, at),
      onDragCancel: onMap.cancel,
    }),
    [press, clear, all, onMap, newestAdvice, setSelectedEngineerId, setPickedPlace],
  )

  const heldTicketId = drag?.held.kind === 'tickets' ? (drag.held.ids[0] ?? null) : null
  const overEngineerId = drag?.over?.kind === 'engineer' ? drag.over.id : null
  useEffect(() => {
    client?.setPresence({
      openTicketId: address.openTicketId,
      dragging: heldTicketId === null ? null : { ticketId: heldTicketId, overEngineerId },
    })
  }, [client, address.openTicketId, heldTicketId, overEngineerId])

  const locate = useCallback(
    (ticketId: string) => {
      const ticket = newestShown.current.get(ticketId)
      if (!ticket) return
      only(ticketId)
      adapter.current?.flyTo(ticket.place)
    },
    [newestShown, only],
  )
  const { engineers } = state
  const locateEngineer = useCallback(
    (engineerId: string) => {
      const engineer = engineers.get(engineerId)
      if (!engineer) return
      setSelectedEngineerId(engineerId)
      adapter.current?.flyTo(client?.getPositions().get(engineerId) ?? engineer.home)
    },
    [engineers, client, setSelectedEngineerId],
  )
  const reveal = useCallback(
    (ticketId: string) => {
      only(ticketId)
      setFocusRequest({ ticketId })
    },
    [only],
  )
  // The drawer covers the right edge of the map: flights aim beside it. Over a plan it covers that.
  const planState = plan.shown.state
  const covered = address.openTicketId === null || planState !== 'closed' ? 0 : drawerWidth
  useEffect(() => adapter.current?.setCoveredRight(covered), [covered])
  useEffect(() => {
    if (planState === 'ready') adapter.current?.fitToSelection()
  }, [planState])

  const onPickPlace = useCallback(
    (active: boolean) => {
      setPicking(active)
      setPickedPlace(null)
    },
    [setPickedPlace],
  )
  const { pickedPlace } = map
  const placeSource = useMemo(() => ({ pickedPlace, onPickPlace }), [pickedPlace, onPickPlace])

  /** What a key or the bulk bar is about: the selected, else the one under the focus. */
  const { focusedId } = selection
  const handledIds = selectedIds.size > 0 ? [...selectedIds] : focusedId === null ? [] : [focusedId]

  const { askEngineer } = dispatch
  /** The ticket in the drawer goes to the first of its list, which the key says there; any other asks to whom. */
  const assign = (ticketIds: readonly string[]) => {
    const [first] = openAdvice?.recommended ?? []
    const isOpened = ticketIds.length === 1 && ticketIds[0] === openAdvice?.ticketId
    const isHeld = ticketIds.some((id) => state.shown.get(id)?.assignment)
    if (first && isOpened && !isHeld) act({ kind: 'to-engineer', engineerId: first.engineerId }, ticketIds)
    else askEngineer(ticketIds)
  }

  /** Each goes to the one suggested for it: what the drawer shows first, else what stands on the card. */
  const accept = (ticketIds: readonly string[]) => {
    if (!acceptsByKey(state.board.dispatchMode)) return
    let accepted = 0
    for (const id of ticketIds) {
      const ticket = state.shown.get(id)
      if (!ticket || !isWaiting(ticket)) continue
      const engineerId =
        id === openAdvice?.ticketId
          ? openAdvice.recommended[0]?.engineerId
          : suggestions?.find(id)?.first?.engineerId
      if (engineerId === undefined) continue
      act({ kind: 'to-engineer', engineerId, asSuggested: true }, [id])
      accepted += 1
    }
    if (accepted === 0 && ticketIds.length > 0) showToast({ tone: 'info', text: t('suggestion.none') })
  }

  return {
    address,
    model,
    dispatch,
    verdict,
    selection,
    shownIds,
    handledIds,
    permissions,
    act,
    assign,
    accept,
    suggestions,
    engineerScores,
    askEngineer,
    advice: advice.opened,
    plan,
    findTargets,
    drag,
    targetList,
    targets,
    map,
    mapHandlers,
    hand,
    /** What is asked about a step of a drawn flow; the drawer of its ticket answers it. */
    step,
    setStep,
    askStep: (asked: StepAsked) => {
      openTicket(asked.ticketId)
      setStep(asked)
    },
    menu,
    setMenu,
    openMenu,
    hovered,
    /** The hand is on the keys: what the resting pointer lies on is of no interest. */
    hideQuickView: () => setHovered(null),
    hoveredEngineer,
    openAdvice,
    litTicketId,
    focusRequest,
    setFocusRequest,
    ownChanges,
    locate,
    locateEngineer,
    reveal,
    /** Back to the card that had the focus, from something that a key has opened. */
    refocus: () => {
      if (focusedId !== null) setFocusRequest({ ticketId: focusedId })
    },
    picking,
    placeSource,
    root,
    dragCard,
    adapter,
  }
}

export type Board = ReturnType<typeof useBoard>
