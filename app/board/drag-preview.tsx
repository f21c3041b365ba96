import { flowOf } from '#domain/flow/board-flows.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { DragCard } from './drag-card.tsx'
import { EngineerMarkRing } from './engineer-mark-ring.tsx'
import { workOf } from './engineer-work.ts'
import { CardLines } from './ticket-card.tsx'
import type { Board } from './use-board.ts'

/** What hangs under the pointer: the card or the engineer in the air, and what letting go would do. */
export function DragPreview({ board, state }: { board: Board; state: BoardClientState }) {
  const { drag, dragCard, verdict, targets, model } = board
  if (!drag) return null
  const { held, over } = drag
  const said = verdict.ofPlace(held, over, targets)
  if (held.kind === 'engineer') {
    const engineer = state.engineers.get(held.id)
    if (!engineer) return null
    const { load, activity } = workOf(model.work, engineer.id)
    return (
      <DragCard ref={dragCard} count={1} verdict={said}>
        <div className="drag-engineer">
          <EngineerMarkRing
            name={engineer.name}
            load={load}
            capacity={engineer.capacity}
            activity={activity}
          />
          <b>{engineer.name}</b>
        </div>
      </DragCard>
    )
  }
  const ticket = state.shown.get(held.ids[0] ?? '')
  if (!ticket) return null
  return (
    <DragCard ref={dragCard} count={held.ids.length} verdict={said}>
      <CardLines
        ticket={ticket}
        flow={flowOf(state.flows, ticket)}
        timeZone={state.board.timeZone}
        holder={null}
        liftedBy={null}
        pending={false}
        changedBy={null}
        openBy=""
        tellsWho={false}
      />
    </DragCard>
  )
}
