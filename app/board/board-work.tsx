import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#domain/stage.ts'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { WhyNotTip } from '../scoring/why-not-tip.tsx'
import { PlanPanel } from '../plan/plan-panel.tsx'
import { EngineerScoreProvider } from '../scoring/use-engineer-scores.ts'
import { SuggestionProvider } from '../scoring/use-suggestions.ts'
import { useRail } from '../session/use-rail.ts'
import { CommandPalette } from '../ticket/command-palette.tsx'
import { CreateTicketDialog } from '../ticket/create-ticket-form.tsx'
import { TicketDrawer } from '../ticket/ticket-drawer.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { BoardAsk } from './board-ask.tsx'
import { BoardFactsProvider, CardHandProvider } from './board-context.tsx'
import { ShortcutHelp } from './board-dialogs.tsx'
import { BoardEmpty } from './board-empty.tsx'
import { defaultShare, isBoardLayout, layoutWithMap } from './board-layout.ts'
import type { BoardScreenProps } from './board-props.ts'
import { BoardTopBar } from './board-top-bar.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { DispatchSwitch } from './dispatch-switch.tsx'
import { DragPreview } from './drag-preview.tsx'
import { EngineerPanel } from './engineer-panel.tsx'
import { Kanban } from './kanban.tsx'
import { MapPane } from './map-pane.tsx'
import { QuickView } from './quick-view.tsx'
import type { SavedView } from './saved-view.ts'
import { useBoard } from './use-board.ts'
import { useBoardAddress } from './use-board-address.ts'
import { countWaiting } from './gesture-obstacle.ts'
import { findTickets } from './use-dispatch.ts'
import { useBoardKeys, type ScreenActions } from './use-board-keys.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import { usePaletteActions } from './use-palette-actions.ts'
import { useShownStages } from './use-shown-stages.ts'
import { useSavedViews } from './use-saved-views.ts'
import { useStored } from './use-stored.ts'
import { ViewsPopover } from './views-popover.tsx'
import { WorkSplit } from './work-split.tsx'

type BoardWorkProps = BoardScreenProps & { client: BoardClient | null; state: BoardClientState }

const isNumber = (text: string): text is `${number}` => text !== '' && Number.isFinite(Number(text))
const isFlag = (text: string): text is 'open' | 'shut' => text === 'open' || text === 'shut'

export function BoardWork(props: BoardWorkProps) {
  const { client, state, boards, me, permissions, mapStyleUrl } = props
  const { t } = useTranslation('board')
  const rail = useRail(me.role, 'boards', `/boards/${state.board.id}`)
  const narrow = useNarrow()
  const [storedLayout, setLayout] = useStored('board-layout', 'split', isBoardLayout)
  const [share, setShare] = useStored('board-share', `${defaultShare}`, isNumber)
  const [engineersOpen, setEngineersOpen] = useStored('board-engineers', 'shut', isFlag)
  const stages = useShownStages(useBoardAddress().filters.stages)
  const board = useBoard({ client, state, me, permissions, shownStages: stages.shown })
  const { address, dispatch, drag, selection } = board
  const { engineers } = state
  const { dispatchMode } = state.board
  const { openTicketId } = address
  const chosenLayout = narrow && storedLayout === 'split' ? 'board' : storedLayout
  const isPlanning = board.plan.shown.state !== 'closed'
  const layout = layoutWithMap(chosenLayout, { narrow, picking: board.picking, planning: isPlanning })
  const [filtersOpen, setFiltersOpen] = useState(false)
  const [viewsOpen, setViewsOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const [creating, setCreating] = useState(false)
  const [paletteOpen, setPaletteOpen] = useState(false)

  const screen: ScreenActions = {
    create: () => setCreating(true),
    palette: () => setPaletteOpen(true),
    filter: () => setFiltersOpen(true),
    views: () => setViewsOpen(true),
    help: () => setHelpOpen(true),
    engineers: () => setEngineersOpen(engineersOpen === 'open' ? 'shut' : 'open'),
    layout: setLayout,
  }
  useBoardKeys(board, screen)
  const saved = useSavedViews(state.board.id, props.savedViews)
  const applyView = (view: SavedView) => {
    address.setQuery(view.query)
    setLayout(view.layout)
  }
  const paletteActions = usePaletteActions(board, state, screen, {
    open: paletteOpen,
    views: saved.views,
    applyView,
  })

  const columnVerdict = (stage: Stage) => (drag && board.verdict.ofStage(drag.held, stage)?.tone) ?? null

  const kanban = (
    <div className="board-pane">
      <Kanban
        state={state}
        model={board.model}
        filters={address.filters}
        onFilters={address.setFilters}
        sort={address.sort}
        onSort={address.setSort}
        engineersOpen={engineersOpen === 'open'}
        onEngineers={screen.engineers}
        drag={drag}
        dragCard={board.dragCard}
        verdictOf={columnVerdict}
        ownChanges={board.ownChanges}
        selectedIds={selection.ids}
        focusedId={selection.focusedId}
        focusRequest={board.focusRequest}
        litTicketId={board.litTicketId}
        refusals={dispatch.refusals}
        stages={stages}
        movable={permissions.dispatch || permissions.move}
      />
      {engineersOpen === 'open' ? (
        <EngineerPanel
          engineers={state.engineers}
          work={board.model.work}
          timeZone={state.board.timeZone}
          targets={drag?.held.kind === 'tickets' ? board.targetList : null}
          overEngineerId={drag?.over?.kind === 'engineer' ? drag.over.id : null}
          selectedEngineerId={board.map.selectedEngineerId}
          onSelect={(id) => board.map.setSelectedEngineerId(id === board.map.selectedEngineerId ? null : id)}
        />
      ) : null}
      {state.shown.size === 0 ? (
        <BoardEmpty
          boardId={state.board.id}
          engineers={state.engineers.size}
          permissions={permissions}
          onCreate={screen.create}
        />
      ) : null}
      {selection.ids.size > 1 ? (
        <BulkBar
          tickets={findTickets(state.shown, selection.ids)}
          state={state}
          permissions={permissions}
          onAssign={() => board.askEngineer([...selection.ids])}
          onPlan={() => board.plan.ask([...selection.ids])}
          onGesture={(gesture) => board.act(gesture, [...selection.ids])}
          onClear={selection.clear}
        />
      ) : null}
    </div>
  )
  const map = client ? (
    <MapPane
      client={client}
      board={state.board}
      engineers={state.engineers}
      view={board.map.view}
      handlers={board.mapHandlers}
      adapterRef={board.adapter}
      styleUrl={mapStyleUrl}
      onHeat={board.map.setHeat}
      onOnlyUnhandled={board.map.setOnlyUnhandled}
    />
  ) : (
    <div className="map-pane" />
  )

  const facts = useMemo(() => ({ engineers, dispatchMode }), [engineers, dispatchMode])
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <BoardTopBar
          boards={boards}
          permissions={permissions}
          state={state}
          filters={address.filters}
          onFilters={address.setFilters}
          filtersOpen={filtersOpen}
          onFiltersOpen={(open) => {
            setFiltersOpen(open)
            if (!open) board.refocus()
          }}
          columns={board.model.columns}
          engine={
            <DispatchSwitch
              boardId={state.board.id}
              engine={state.board}
              mayChange={permissions.dispatch}
              waiting={countWaiting(state.shown)}
              onPlan={() => board.plan.ask('all')}
            />
          }
          views={
            <ViewsPopover
              saved={saved}
              now={{ query: address.query, layout: storedLayout }}
              open={viewsOpen}
              onOpenChange={setViewsOpen}
              onApply={applyView}
            />
          }
          layout={chosenLayout}
          onLayout={setLayout}
          onCreate={screen.create}
          onPalette={screen.palette}
        />
      }
    >
      <h1 className="unseen">{t('title', { board: state.board.name })}</h1>
      <BoardFactsProvider value={facts}>
        <SuggestionProvider value={board.suggestions}>
          <EngineerScoreProvider value={board.engineerScores}>
            <CardHandProvider value={board.hand}>
              <div
                ref={board.root}
                className="board-screen"
                data-layout={layout}
                data-planning={isPlanning || undefined}
                data-dragging={drag !== null || undefined}
              >
                <ConnectionBanner connection={state.connection} board={state.board} />
                {layout === 'split' ? (
                  <WorkSplit
                    share={Number(share)}
                    onShare={(next) => setShare(`${next}`)}
                    covered={openTicketId !== null && !isPlanning}
                    left={kanban}
                    right={map}
                  />
                ) : layout === 'board' ? (
                  kanban
                ) : (
                  map
                )}
              </div>
              <DragPreview board={board} state={state} />
            </CardHandProvider>
          </EngineerScoreProvider>
          {isPlanning ? (
            <PlanPanel
              plan={board.plan}
              state={state}
              covered={openTicketId !== null}
              onAct={board.act}
              onOpen={address.openTicket}
            />
          ) : null}
          {client && openTicketId !== null ? (
            <TicketDrawer
              ticketId={openTicketId}
              client={client}
              state={state}
              permissions={permissions}
              placeSource={board.placeSource}
              onClose={() => address.openTicket(null)}
              advice={board.advice}
              onAssign={(engineerId, reason) =>
                board.act({ kind: 'to-engineer', engineerId, ...(reason === '' ? {} : { reason }) }, [
                  openTicketId,
                ])
              }
              onAssignRequest={(ticketId) => board.askEngineer([ticketId])}
              onLocate={board.locate}
              step={board.step}
              onStep={board.setStep}
              onTaken={dispatch.tellStep}
              onOpenTicket={address.openTicket}
            />
          ) : null}
          {client ? (
            <CreateTicketDialog
              client={client}
              state={state}
              open={creating}
              onClose={() => setCreating(false)}
              placeSource={board.placeSource}
              onCreated={board.reveal}
            />
          ) : null}
          <QuickView
            hovered={drag || board.menu || board.picking ? null : board.hovered}
            tickets={state.shown}
            engineers={state.engineers}
            timeZone={state.board.timeZone}
          />
          <WhyNotTip
            pointed={drag ? null : board.hoveredEngineer}
            advice={board.openAdvice}
            engineers={state.engineers}
          />
          <BoardAsk board={board} state={state} />
        </SuggestionProvider>
      </BoardFactsProvider>
      <CommandPalette
        open={paletteOpen}
        onClose={() => setPaletteOpen(false)}
        state={state}
        actions={paletteActions}
        onOpenTicket={(ticketId) => {
          board.reveal(ticketId)
          address.openTicket(ticketId)
        }}
        onOpenEngineer={board.locateEngineer}
      />
      {helpOpen ? <ShortcutHelp onClose={() => setHelpOpen(false)} /> : null}
      <div role="status">
        <VisuallyHidden>{dispatch.announcement}</VisuallyHidden>
      </div>
    </AppFrame>
  )
}
