import { ListFilter, Check } from '#app/ui/icons.ts'
import { useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { flowOf } from '#domain/flow/board-flows.ts'
import { stages, type Stage } from '#domain/stage.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { BoardBar } from './board-bar.tsx'
import type { BoardSort } from './columns.ts'
import { filterChips, noFilters, toggleFilter, type BoardFilters } from './filters.ts'
import { KanbanColumn, type ColumnVerdict } from './kanban-column.tsx'
import type { BoardDrag } from './use-board-drag.ts'
import type { BoardModel } from './use-board-model.ts'
import { CardFlights } from './card-flights.tsx'
import { useHeldEntries } from './use-held-entries.ts'
import type { ShownStages } from './use-shown-stages.ts'
import { useWidthOf } from './use-width-of.ts'

type KanbanProps = {
  state: BoardClientState
  model: BoardModel
  filters: BoardFilters
  onFilters: (filters: BoardFilters) => void
  sort: BoardSort
  onSort: (sort: BoardSort) => void
  engineersOpen: boolean
  onEngineers: () => void
  drag: BoardDrag | null
  /** The card in my hand. */
  dragCard: RefObject<HTMLElement>
  verdictOf: (stage: Stage) => ColumnVerdict
  /** Rises with every change of my own. */
  ownChanges: number
  selectedIds: ReadonlySet<string>
  focusedId: string | null
  focusRequest: { ticketId: string } | null
  litTicketId: string | null
  refusals: ReadonlyMap<string, string>
  stages: ShownStages
  movable: boolean
}

/** The kanban: the bar, and a column for as many stages as there is room for. */
export function Kanban(props: KanbanProps) {
  const { state, model, filters, onFilters, sort, drag } = props
  const { shown, pills, single, open, setWidth } = props.stages
  const row = useRef<HTMLDivElement>(null)
  useWidthOf(row, setWidth)
  const [pointerOn, setPointerOn] = useState<Stage | null>(null)
  const orderKey = `${sort} ${JSON.stringify(filters)}`
  const entries = useHeldEntries(
    model.columns.columns,
    drag ? 'all' : pointerOn,
    `${orderKey} ${props.ownChanges}`,
  )
  const overStage = drag?.over?.kind === 'stage' ? drag.over.stage : null
  const nothing = stages.every((stage) => entries[stage].length === 0)
  const firstId = shown.map((stage) => model.columns.columns[stage][0]?.id).find((id) => id !== undefined)
  const focusable = props.focusedId !== null && state.shown.has(props.focusedId) ? props.focusedId : firstId

  return (
    <div className="kanban" ref={row}>
      <CardFlights root={row} entries={entries} held={drag?.held ?? null} dragCard={props.dragCard} />
      <BoardBar
        columns={model.columns}
        chosenSla={filters.sla}
        onSla={(level) => onFilters(toggleFilter(filters, 'sla', level))}
        sort={sort}
        onSort={props.onSort}
        pills={single ? [] : pills}
        overStage={overStage}
        onOpenStage={open}
        engineersOpen={props.engineersOpen}
        onEngineers={props.onEngineers}
      />
      {single ? <StageTabs shown={shown[0]} model={model} onOpen={open} /> : null}
      {nothing && filterChips(filters).length > 0 ? (
        <NothingFound filters={filters} onFilters={onFilters} />
      ) : (
        <div className="columns">
          {shown.map((stage) => (
            <KanbanColumn
              key={stage}
              stage={stage}
              count={model.columns.columns[stage].length}
              entries={entries[stage]}
              cardProps={(ticketId) => cardProps(props, ticketId, focusable)}
              refusal={(ticketId) => props.refusals.get(ticketId) ?? null}
              verdict={props.verdictOf(stage)}
              over={overStage === stage}
              focusRequest={props.focusRequest}
              orderKey={orderKey}
              onPointerInside={(inside) => setPointerOn(inside ? stage : null)}
              empty={<ColumnEmpty stage={stage} open={model.columns.open} />}
            />
          ))}
        </div>
      )}
    </div>
  )
}

function cardProps(props: KanbanProps, ticketId: string, focusable: string | undefined) {
  const { state, model, drag } = props
  const ticket = state.shown.get(ticketId)
  const remote = state.remoteChanges.get(ticketId)
  const engineerId = ticket?.assignment?.engineerId
  return {
    flow: flowOf(state.flows, ticket ?? { flow: null }),
    timeZone: state.board.timeZone,
    holder: engineerId === undefined ? null : (state.engineers.get(engineerId)?.name ?? null),
    selected: props.selectedIds.has(ticketId),
    focusable: ticketId === focusable,
    lit:
      props.litTicketId === ticketId ||
      (drag?.held.kind === 'engineer' && drag.over?.kind === 'ticket' && drag.over.id === ticketId),
    lifted: drag?.held.kind === 'tickets' && drag.held.ids.includes(ticketId),
    liftedBy: model.liftedBy.get(ticketId) ?? null,
    pending: model.pendingIds.has(ticketId) && state.connection.state !== 'live',
    changedBy: remote?.by ?? null,
    changedAt: remote?.at ?? 0,
    openBy: model.openBy.get(ticketId) ?? '',
    movable: props.movable,
  }
}

type StageTabsProps = { shown: Stage | undefined; model: BoardModel; onOpen: (stage: Stage) => void }

function StageTabs({ shown, model, onOpen }: StageTabsProps) {
  const { t } = useTranslation(['board', 'terms'])
  return (
    <div className="stage-tabs" role="group" aria-label={t('board:stageTabs')}>
      {stages.map((stage) => (
        <button
          key={stage}
          type="button"
          aria-pressed={stage === shown}
          data-drop-stage={stage}
          onClick={() => onOpen(stage)}
        >
          <i className="dot" data-stage={stage} />
          {t(`terms:stage.${stage}`)}
          <b className="num">{model.columns.columns[stage].length}</b>
        </button>
      ))}
    </div>
  )
}

function NothingFound({ filters, onFilters }: Pick<KanbanProps, 'filters' | 'onFilters'>) {
  const { t } = useTranslation('board')
  return (
    <EmptyState
      icon={ListFilter}
      title={t('empty.filtered')}
      action={
        <Button onClick={() => onFilters(noFilters)}>
          {t('filter.clear', { count: filterChips(filters).length })}
        </Button>
      }
    />
  )
}

/** An empty tray is good news and says so; other empty columns are just empty. */
function ColumnEmpty({ stage, open }: { stage: Stage; open: number }) {
  const { t } = useTranslation('board')
  if (stage !== 'to-dispatch' || open === 0) return <div className="column-empty" />
  return <EmptyState icon={Check} title={t('empty.allDispatched')} />
}
