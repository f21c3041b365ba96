import { useTranslation } from 'react-i18next'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { BulkResultDialog, ReasonDialog, TransitionDialog } from './board-dialogs.tsx'
import { EngineerPicker } from './engineer-picker.tsx'
import { MoveMenu, StepMenu, TicketMenu } from './ticket-menu.tsx'
import { findTickets } from './use-dispatch.ts'
import type { Board } from './use-board.ts'

/** What the board asks back: menus at a card, "to whom?", "which way?", "why?", and what a bulk command did. */
export function BoardAsk({ board, state }: { board: Board; state: BoardClientState }) {
  return (
    <>
      <OpenQuestion board={board} state={state} />
      <OpenMenu board={board} state={state} />
      {board.dispatch.bulkResult ? (
        <BulkResultDialog
          result={board.dispatch.bulkResult}
          tickets={state.shown}
          onClose={() => board.dispatch.setBulkResult(null)}
        />
      ) : null}
    </>
  )
}

function OpenQuestion({ board, state }: { board: Board; state: BoardClientState }) {
  const { t } = useTranslation('board')
  const { question, setQuestion } = board.dispatch
  if (!question) return null
  const { ticketIds } = question
  const [first] = findTickets(state.shown, ticketIds)
  if (!first) return null
  const subject = ticketIds.length === 1 ? first.number : t('toast.tickets', { count: ticketIds.length })
  const close = () => setQuestion(null)
  switch (question.kind) {
    case 'engineer':
      return (
        <EngineerPicker
          subject={subject}
          targets={board.findTargets(ticketIds)}
          work={board.model.work}
          onClose={close}
          onPick={(engineerId, reason) =>
            board.act({ kind: 'to-engineer', engineerId, ...(reason === '' ? {} : { reason }) }, ticketIds)
          }
        />
      )
    case 'transition':
      return (
        <TransitionDialog
          question={question}
          onClose={close}
          onChoose={(nodeId) => board.act({ kind: 'to-stage', stage: question.stage, nodeId }, ticketIds)}
        />
      )
    case 'reason':
      return (
        <ReasonDialog
          subject={subject}
          onClose={close}
          onCancelTickets={(reason) => board.act({ kind: 'cancel', reason }, ticketIds)}
        />
      )
  }
}

function OpenMenu({ board, state }: { board: Board; state: BoardClientState }) {
  const { menu, setMenu } = board
  if (!menu) return null
  const tickets = findTickets(state.shown, menu.ticketIds)
  const [first] = tickets
  if (!first) return null
  const shared = {
    at: menu.at,
    tickets,
    state,
    onTaken: board.dispatch.tellStep,
    onGesture: (gesture: Parameters<Board['act']>[0]) => board.act(gesture, menu.ticketIds),
    onClose: () => {
      setMenu(null)
      board.refocus()
    },
  }
  if (menu.kind === 'move') return <MoveMenu {...shared} />
  if (menu.kind === 'steps') return <StepMenu {...shared} onStep={board.askStep} />
  return (
    <TicketMenu
      {...shared}
      targets={board.model.findTargets(menu.ticketIds)}
      permissions={board.permissions}
      onAssign={() => board.askEngineer(menu.ticketIds)}
      onCancelTickets={() => board.dispatch.setQuestion({ kind: 'reason', ticketIds: menu.ticketIds })}
      onStep={board.askStep}
      onOpen={() => board.address.openTicket(first.id)}
    />
  )
}
