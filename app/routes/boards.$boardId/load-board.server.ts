import type { AppLoadContext } from '@remix-run/node'
import { findBoards } from '#db/board.ts'
import { findSavedViews } from '#db/saved-view.ts'
import type { Actor } from '#domain/actor.ts'
import { mayImportTickets } from '#server/policies/board.ts'
import * as policy from '#server/policies/ticket.ts'
import { requireBoardId, requireBoardSnapshot } from '../../session/board.server.ts'

export async function loadBoard(
  context: AppLoadContext,
  actor: Extract<Actor, { kind: 'person' }>,
  requested: string | undefined,
) {
  const boardId = requireBoardId(actor, requested)
  const [snapshot, boards, savedViews] = await Promise.all([
    requireBoardSnapshot(context, actor, boardId),
    findBoards(context.database.sql, actor.role === 'admin' ? null : actor.id),
    findSavedViews(context.database.kysely, { boardId, personId: actor.id }),
  ])
  const subject = { boardId: snapshot.board.id, tickets: [] }
  return {
    // One string instead of 5,000 objects: Remix's own encoding walks every value, JSON does it in native code.
    snapshotJson: JSON.stringify(snapshot),
    boardName: snapshot.board.name,
    me: actor,
    permissions: {
      create: policy.mayCreateTicket(actor, subject),
      edit: policy.mayEditTicket(actor, subject),
      dispatch: policy.mayAssignTicket(actor, subject),
      move: policy.mayMoveTicketStage(actor, subject),
      prioritise: policy.maySetTicketPriority(actor, subject),
      note: policy.mayAddNote(actor, subject),
      cancel: policy.mayCancelTicket(actor, subject),
      reopen: policy.mayReopenTicket(actor, subject),
      import: mayImportTickets(actor, snapshot.board.id),
    },
    savedViews,
    boards: boards.map(({ id, name }) => ({ id, name })),
    mapStyleUrl: context.mapStyleUrl ?? null,
  }
}
