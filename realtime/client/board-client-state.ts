import type { CommandAnswer, CommandInput, CommandMessage, CommandName } from '#contract/command.ts'
import type { BoardInfo, BoardSnapshot } from '#contract/board-snapshot.ts'
import type {
  AdviceAnswer,
  Colleague,
  EngineerScoresAnswer,
  PlanAnswer,
  PlanRequest,
  SuggestionAnswer,
} from '#contract/wire.ts'
import type { Actor } from '#domain/actor.ts'
import type { PlanProgress } from '#domain/batch-assignment/backlog-plan.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { BoardFlows } from '#domain/flow/board-flows.ts'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardSocket } from './connect-socket.ts'
import type { EngineerPosition, PositionListener } from './engineer-positions.ts'
import type { Connection } from './liveness.ts'

export type BoardClientOptions = {
  snapshot: BoardSnapshot
  /** Who I am: for the guess. */
  actor: Actor
  /** Not connected yet; the client connects it, and disconnects it when it is closed. */
  socket: BoardSocket
  fetchSnapshot: () => Promise<BoardSnapshot>
  now: () => Instant
  newId: () => string
}

export type BoardClient = {
  /** Immutable; a new object after each change. */
  getState: () => BoardClientState
  subscribe: (listener: () => void) => () => void
  /**
   * Shows the guess at once, and sends it when the board is live. What my own board already refuses is answered at once and
   * not sent, and listed in `refused`; what is no command at all (a field too long) is only answered. The promise is kept by the server's answer; an answer may take as long as the connection is away.
   */
  send: <Name extends CommandName>(
    name: Name,
    input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
  ) => Promise<CommandAnswer>
  /** What `send` would answer at once, without sending: for menus that offer only what can be done. */
  findRefusal: <Name extends CommandName>(
    name: Name,
    input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
  ) => Rejection | undefined
  dismissRefusal: (commandId: string) => void
  /** Whom the engine would send to a ticket of the board, as it stands now. `no-answer` while the line is cut. */
  advise: (ticketId: string) => Promise<AdviceAnswer>
  /** Whom it would send to each of the tickets, in short; at most `mostSuggestions` of them. */
  suggest: (ticketIds: readonly string[]) => Promise<SuggestionAnswer>
  /** What it gives one engineer for each of the tickets; at most `mostScoredTickets` of them. */
  scoreEngineer: (engineerId: string, ticketIds: readonly string[]) => Promise<EngineerScoresAnswer>
  /**
   * Whom the engine would send to each of these, all at once. Takes seconds; `no-answer` when the line is cut meanwhile,
   * `plan-cancelled` after `cancelPlan`. One at a time.
   */
  plan: (
    ticketIds: PlanRequest['ticketIds'],
    onProgress: (progress: PlanProgress) => void,
  ) => Promise<PlanAnswer>
  cancelPlan: () => void
  setPresence: (presence: MyPresence) => void
  /** Tile keys of `#geo/tile.ts`, at most 64; null for the whole board, each engineer at most once a second. */
  setView: (tiles: readonly number[] | null) => void
  getPositions: () => ReadonlyMap<string, EngineerPosition>
  subscribePositions: (listener: PositionListener) => () => void
  close: () => void
}

export type MyPresence = Pick<Colleague, 'openTicketId' | 'dragging'>

export type PendingCommand = {
  commandId: string
  message: CommandMessage
  state: 'waiting' | 'sent'
  ticketIds: readonly string[]
}

export type RefusedCommand = {
  commandId: string
  message: CommandMessage
  rejection: Rejection
  at: Instant
}

export type BoardClientState = {
  connection: Connection
  board: BoardInfo
  flows: BoardFlows
  engineers: ReadonlyMap<string, Engineer>
  /** The server's board. */
  confirmed: ReadonlyMap<string, Ticket>
  /** Mine, not yet confirmed, in the order in which I gave them. */
  pending: readonly PendingCommand[]
  /** What the screen draws: confirmed with pending done on it. Untouched tickets are the same objects. */
  shown: ReadonlyMap<string, Ticket>
  /** Newest last, until dismissed. */
  refused: readonly RefusedCommand[]
  /** The others on this board. */
  colleagues: readonly Colleague[]
  /** The last change of a ticket by somebody else, since this page was opened. */
  remoteChanges: ReadonlyMap<string, { by: string; at: Instant }>
  /** The server's clock minus mine. */
  clockOffsetMs: number
}
