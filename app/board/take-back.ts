import { flowOf } from '#domain/flow/board-flows.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import { fetchTicketDetails } from '../ticket/use-ticket-details.ts'
import type { ItemRefusal } from './gesture-to-command.ts'
import { handOver } from './outgoing.ts'
import { planUndo } from './undo.ts'
import { canBeTakenBack, takeBackDrawn, type DrawnChange } from './undo-drawn.ts'
import type { VersionTrail } from './version-trail.ts'

/** One change of my own, by the tickets that it has changed. */
export type Undoable = {
  /** On the standard process, where every screen knows beforehand what a command makes of a ticket. */
  plain: readonly { before: Ticket; after: Ticket }[]
  drawn: readonly DrawnChange[]
  /** The answers to the change itself. */
  settled: Promise<unknown>
  text: string
}

/** The tickets go back side by side. A refused step ends the way of its ticket. */
export async function takeBack(
  client: BoardClient,
  trail: VersionTrail,
  { plain, drawn, settled }: Undoable,
): Promise<ItemRefusal[]> {
  await settled
  const ends = await Promise.all([
    ...plain.map(async (change) => ({
      ticketId: change.before.id,
      rejection: await takeBackPlain(client, trail, change),
    })),
    ...drawn.map(async (change) => ({
      ticketId: change.before.id,
      rejection: await takeBackDrawn(client, { readStand, trail }, change),
    })),
  ])
  return ends.flatMap(({ ticketId, rejection }) => (rejection ? [{ ticketId, rejection }] : []))
}

/** Whether there is a way back from a step that I have taken. */
export const isStepUndoable = (client: BoardClient, change: DrawnChange): Promise<boolean> =>
  canBeTakenBack(client, readStand, change)

async function takeBackPlain(
  client: BoardClient,
  trail: VersionTrail,
  { before, after }: { before: Ticket; after: Ticket },
): Promise<Rejection | null> {
  const version = trail.follow(after.id, after.version)
  const commands = planUndo(flowOf(client.getState().flows, before), before, { ...after, version }) ?? []
  for (const command of commands) {
    const answer = await handOver(command, client.send)
    if (!answer.ok) return answer.rejection
  }
  trail.join(before.id, before.version, version + commands.length)
  return null
}

/** What cannot be read counts as nowhere to stand: the flow's own ways are then all there is. */
const readStand = ({ boardId, id }: Ticket) =>
  fetchTicketDetails(boardId, id).then(
    ({ stand }) => stand,
    () => null,
  )
