import { useState } from 'react'
import type { BoardClient, BoardClientState } from '#realtime/client/board-client-state.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardPermissions } from '../board/board-props.ts'
import type { useAdvice } from '../scoring/use-advice.ts'
import { EditTicketForm } from './edit-ticket-form.tsx'
import { EngineerChoice } from './engineer-choice.tsx'
import { FlowPanel } from './flow-panel.tsx'
import { History } from './history.tsx'
import { TicketFacts } from './ticket-facts.tsx'
import { RelatedTickets } from './related-tickets.tsx'
import type { StepAsked, TellStep } from './step-act.ts'
import type { StepDraft } from './use-step-draft.ts'
import type { PlaceSource } from './use-place-picking.ts'
import { detailsOf, type DetailsState } from './use-ticket-details.ts'

type TicketTabProps = {
  ticket: Ticket
  client: BoardClient
  state: BoardClientState
  permissions: BoardPermissions
  shown: DetailsState
  placeSource: PlaceSource
  advice: ReturnType<typeof useAdvice>
  onAssign: (engineerId: string, reason: string) => void
  send: BoardClient['send']
  draft: StepDraft
  /** What was asked about this ticket. */
  step: StepAsked | null
  onStep: (asked: StepAsked | null) => void
  onTaken: TellStep
  onOpenTicket: (ticketId: string) => void
  onRetry: () => void
}

/** The work itself: who does it, what is known of it, what was said and done about it. */
export function TicketTab(props: TicketTabProps) {
  const { ticket, client, state, permissions, shown, placeSource, send, advice } = props
  const { onAssign, onRetry, draft, step, onStep, onTaken, onOpenTicket } = props
  const [editing, setEditing] = useState(false)
  const details = detailsOf(shown)
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  const flow = details?.stand ? (
    <FlowPanel
      {...{ ticket, state, send, draft }}
      stand={details.stand}
      office={details.office}
      asked={step}
      onAsk={onStep}
      onTaken={onTaken}
    />
  ) : null
  if (editing)
    return (
      <>
        {/* A step that a key or a menu asks for meanwhile is answered here; what was edited stays. */}
        {step ? flow : null}
        <EditTicketForm {...{ ticket, client, state, placeSource }} onDone={() => setEditing(false)} />
      </>
    )
  return (
    <>
      <EngineerChoice
        ticket={ticket}
        client={client}
        state={state}
        mayDispatch={permissions.dispatch}
        advice={advice}
        onChoose={onAssign}
        onUnassign={() => void send('unassignTicket', target)}
      />
      {flow}
      {details ? <RelatedTickets details={details} shown={state.shown} onOpen={onOpenTicket} /> : null}
      <TicketFacts
        ticket={ticket}
        timeZone={state.board.timeZone}
        onEdit={permissions.edit && isOpen(ticket) ? () => setEditing(true) : undefined}
        onPrioritise={
          permissions.prioritise && isOpen(ticket)
            ? (priority) => void send('setTicketPriority', { ...target, priority })
            : undefined
        }
      />
      <History ticket={ticket} shown={shown} state={state} onRetry={onRetry} />
    </>
  )
}
