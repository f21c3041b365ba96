import { z } from 'zod'
import type { EngineerOffer } from '#domain/engineer-offers.ts'
import type { BacklogPlan, PlanProgress } from '#domain/batch-assignment/backlog-plan.ts'
import type { Refusal } from '#domain/rejection.ts'
import type { Advice } from '#domain/scoring/advice.ts'
import type { EngineSettings } from '#domain/scoring/engine-settings.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import type { Suggestion } from '#domain/scoring/suggestion.ts'
import type { BoardEvent } from './board-event.ts'
import type { CommandAnswer } from './command.ts'
import { id } from './fields.ts'
import type { FlowOccupancy } from './flow-occupancy.ts'

/** Everything that travels on the socket, in both directions. SPEC.md numbers the rules. */

export type EventBatch = { boardId: string; from: number; to: number; events: readonly BoardEvent[] }
export type Head = { boardId: string; seq: number; serverNow: number } & EngineSettings

/** The answer to `watch`: what the client has missed, or the order to read the snapshot anew. */
export type WatchAnswer =
  | { ok: true; head: number; events: readonly BoardEvent[] }
  | { ok: true; reload: true; head: number }
  | Refusal

export const watchRequest = z.object({ boardId: id, since: z.int().min(0), contractVersion: z.int() })
export type WatchRequest = z.infer<typeof watchRequest>

/** What the client looks at: tile keys of `#geo/tile.ts`, or null for the whole board. */
export const viewRequest = z.object({
  boardId: id,
  tiles: z.array(z.int().min(0)).max(64).nullable(),
})

/** A ticket that somebody has open or drags right now; never in the log. */
export const presenceRequest = z.object({
  boardId: id,
  openTicketId: id.nullable(),
  dragging: z.object({ ticketId: id, overEngineerId: id.nullable() }).nullable(),
})
export type PresenceRequest = z.infer<typeof presenceRequest>

export type Colleague = {
  connectionId: string
  personId: string
  name: string
  openTicketId: string | null
  dragging: PresenceRequest['dragging']
}

/** Whom the engine would send to a ticket. */
export const adviceRequest = z.object({ boardId: id, ticketId: id })
export type AdviceAnswer = { ok: true; advice: Advice } | Refusal

/** As many waiting cards as are looked at at once; a board of thousands is asked about as far as somebody looks at it. */
export const mostSuggestions = 40

/** Whom the engine would send to each of these, in short. */
export const suggestionRequest = z.object({ boardId: id, ticketIds: z.array(id).max(mostSuggestions) })
/** Of tickets that are closed, held by somebody or not on the board nothing is said. */
export type SuggestionAnswer = { ok: true; suggestions: readonly Suggestion[] } | Refusal

/** While an engineer is in the air, cards of all columns are asked about. */
export const mostScoredTickets = 100

/** What the engine gives one engineer for each of these. */
export const engineerScoresRequest = z.object({
  boardId: id,
  engineerId: id,
  ticketIds: z.array(id).max(mostScoredTickets),
})
/** Of tickets that are closed or not on the board nothing is said. */
export type EngineerScoresAnswer = { ok: true; scores: readonly EngineerScore[] } | Refusal

/** Of so many tickets by name fewer than 64 KiB are full. */
export const mostChosenTickets = 1_000

/** Whom the engine would send to each of many tickets, all at once. `all`: every ticket that waits for dispatch. */
export const planRequest = z.object({
  boardId: id,
  ticketIds: z.union([z.literal('all'), z.array(id).min(1).max(mostChosenTickets)]),
})
export type PlanRequest = z.infer<typeof planRequest>
export type PlanAnswer = { ok: true; plan: BacklogPlan } | Refusal

/** What an engineer is asked to take, on their phone. `work`: another one whenever their own work is to be read anew. */
export type EngineerOffers = { serverNow: number; offers: readonly EngineerOffer[]; work: string }
export type EngineerOffersAnswer = ({ ok: true } & EngineerOffers) | Refusal

/** The tickets on the nodes of a flow; what there are is sent at once, and whenever it has changed. */
export const flowWatchRequest = z.object({ flowId: id })
export type FlowWatchAnswer = { ok: true } | Refusal

/** How much somebody has to read, and when the last of it came; what it says is read from the pages' server. */
export type NoticeCount = { unread: number; newestAt: number | null }
export type NoticesAnswer = { ok: true } | Refusal

export type ServerToClient = {
  events: (batch: EventBatch) => void
  head: (head: Head) => void
  /** Base64 of one position frame, see position-frame.ts. */
  positions: (frame: string) => void
  /** Everybody on the board, the receiver too, whole, at most five times a second and only when it changed. */
  presence: (boardId: string, colleagues: readonly Colleague[]) => void
  /** To an engineer who follows them: everything they are asked, whole, whenever it has changed. */
  offers: (offers: EngineerOffers) => void
  /** To those who watch the flow: whole, whenever it has changed. */
  flowOccupancy: (occupancy: FlowOccupancy) => void
  /** To a person who follows them: at once, and whenever it has changed. */
  notices: (count: NoticeCount) => void
  /** How far the plan is that this connection has asked for. */
  planProgress: (progress: PlanProgress) => void
  /** Sent before the server closes the connection. */
  closing: (refusal: Refusal['rejection']) => void
}

export type ClientToServer = {
  command: (raw: unknown, answer: (answer: CommandAnswer) => void) => void
  watch: (raw: unknown, answer: (answer: WatchAnswer) => void) => void
  /** Answered from memory, in the time of the way there and back. */
  advise: (raw: unknown, answer: (answer: AdviceAnswer) => void) => void
  /** As `advise`, of many tickets and in few words; what was worked out for somebody else lately is said again. */
  suggest: (raw: unknown, answer: (answer: SuggestionAnswer) => void) => void
  /** As `advise`, the other way round: one engineer, many tickets. */
  scoreEngineer: (raw: unknown, answer: (answer: EngineerScoresAnswer) => void) => void
  /** An engineer's own: the answer is what there is now, and changes follow. */
  followOffers: (answer: (answer: EngineerOffersAnswer) => void) => void
  /** Answered when the plan is made, which may take seconds. Who leaves has cancelled. */
  plan: (raw: unknown, answer: (answer: PlanAnswer) => void) => void
  /** The plan that this connection has asked for is not wanted any more. */
  cancelPlan: () => void
  /** A person's own messages: how many are unread follows at once, and every change of it. */
  followNotices: (answer: (answer: NoticesAnswer) => void) => void
  unwatch: (boardId: unknown) => void
  /** A socket watches one flow at a time. */
  watchFlow: (raw: unknown, answer: (answer: FlowWatchAnswer) => void) => void
  /** Sent before the first position is wanted; a socket has one view. */
  view: (raw: unknown) => void
  presence: (raw: unknown) => void
  /** Answered at once: how long the way there and back takes. */
  ping: (answer: () => void) => void
  /** A device's own positions; answered so that the device may forget them. */
  report: (raw: unknown, answer: (answer: { ok: true; accepted: number } | Refusal) => void) => void
}
