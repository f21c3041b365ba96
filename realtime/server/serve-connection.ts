import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ZodError } from 'zod'
import type { BoardEvent } from '#contract/board-event.ts'
import {
  adviceRequest,
  engineerScoresRequest,
  flowWatchRequest,
  planRequest,
  presenceRequest,
  suggestionRequest,
  viewRequest,
  watchRequest,
  type AdviceAnswer,
  type ClientToServer,
  type EngineerScoresAnswer,
  type EngineerOffersAnswer,
  type FlowWatchAnswer,
  type NoticesAnswer,
  type PlanAnswer,
  type PlanRequest,
  type PresenceRequest,
  type ServerToClient,
  type SuggestionAnswer,
  type WatchAnswer,
} from '#contract/wire.ts'
import type { Actor } from '#domain/actor.ts'
import type { PlanProgress } from '#domain/batch-assignment/backlog-plan.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal, type Rejection } from '#domain/rejection.ts'
import { createCommandAnswerer, type RunCommand } from './answer-command.ts'
import { answerReport } from './answer-report.ts'
import { answerWatch } from './answer-watch.ts'
import type { Log } from './log.ts'
import type { LogTail } from './log-tail.ts'
import type { NoticeFeed } from './notice-feed.ts'
import type { OccupancyFeed } from './occupancy-feed.ts'
import type { OfferFeed } from './offer-feed.ts'
import type { PositionFanOut, PositionViewer } from './position-fan-out.ts'
import type { PositionBook } from './positions.ts'
import type { PresenceBook } from './presence.ts'
import type { Principal } from './principal.ts'
import { fullBucket, takeToken } from './token-bucket.ts'

type SocketData = { principal: Principal }
export type BoardSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>
export type BoardServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>

export type ConnectionPorts = {
  mayWatch: (actor: Actor, boardId: string) => boolean
  /** Reading the flow; which tickets of it are counted is a matter of their boards. */
  findFlowRefusal: (actor: Actor, flowId: string) => Promise<Refusal | undefined>
  /** Asking whom to send belongs to those who may send. */
  mayAdvise: (actor: Actor, boardId: string) => boolean
  advise: (boardId: string, ticketId: string) => Promise<AdviceAnswer>
  suggest: (boardId: string, ticketIds: readonly string[]) => Promise<SuggestionAnswer>
  scoreEngineer: (
    boardId: string,
    engineerId: string,
    ticketIds: readonly string[],
  ) => Promise<EngineerScoresAnswer>
  /** Asking for a plan belongs to those who may carry it out. */
  mayPlan: (actor: Actor, boardId: string) => boolean
  plan: (
    personId: string,
    request: PlanRequest,
    watcher: { onProgress: (progress: PlanProgress) => void; signal: AbortSignal },
  ) => Promise<PlanAnswer>
  runCommand: RunCommand
  isDatabaseAway: (error: unknown) => boolean
  readEventsAfter: (boardId: string, seq: number, limit: number) => Promise<readonly BoardEvent[]>
  now: () => Instant
  log: Log
}

export type ConnectionParts = {
  tail: LogTail
  positions: PositionBook
  fanOut: PositionFanOut
  presence: PresenceBook
  offerFeed: OfferFeed
  occupancyFeed: OccupancyFeed
  noticeFeed: NoticeFeed
}

export const boardRoom = (boardId: string): string => `board:${boardId}`
export const wholeBoardRoom = (boardId: string): string => `positions:${boardId}`
export const boardOfRoom = (room: string): string | undefined => /^board:(.+)$/.exec(room)?.[1]

/** More than any hand or device needs, less than a script that fills the database. */
const limits = { burst: 200, perSecond: 50 }

/** How many arguments each message has; the last one of those that are answered is the function that answers. */
const shapes: Record<keyof ClientToServer, { length: number; answered: boolean }> = {
  command: { length: 2, answered: true },
  watch: { length: 2, answered: true },
  watchFlow: { length: 2, answered: true },
  advise: { length: 2, answered: true },
  suggest: { length: 2, answered: true },
  scoreEngineer: { length: 2, answered: true },
  plan: { length: 2, answered: true },
  report: { length: 2, answered: true },
  followOffers: { length: 1, answered: true },
  followNotices: { length: 1, answered: true },
  ping: { length: 1, answered: true },
  cancelPlan: { length: 0, answered: false },
  unwatch: { length: 1, answered: false },
  view: { length: 1, answered: false },
  presence: { length: 1, answered: false },
}

/** Everything that one connection may send, each parsed here and handed to the part that answers it. */
export function serveConnection(
  io: BoardServer,
  socket: BoardSocket,
  viewer: PositionViewer,
  ports: ConnectionPorts,
  { tail, positions, fanOut, presence, offerFeed, occupancyFeed, noticeFeed }: ConnectionParts,
): void {
  const { actor } = socket.data.principal
  const answerCommand = createCommandAnswerer(socket.data.principal, ports)
  guardShapes(socket, ports.now)

  const isWatching = (boardId: string) => socket.rooms.has(boardRoom(boardId))

  /** What went wrong on the way to an answer, by name. */
  const failure = (error: unknown, what: string): Refusal => {
    if (ports.isDatabaseAway(error)) return refuse({ name: 'database-away' })
    ports.log.error({ err: error, actorId: actor.id }, what)
    return refuse({ name: 'something-broke', commandId: '' })
  }

  const watch = async (raw: unknown): Promise<WatchAnswer> => {
    const request = watchRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    const { boardId } = request.data
    // A device has no board to look at.
    if (actor.kind !== 'person' || !ports.mayWatch(actor, boardId)) return refuse({ name: 'not-allowed' })
    // Into the room first, then the reading: what is committed in between comes twice rather than never.
    await socket.join(boardRoom(boardId))
    const answer = await answerWatch(request.data, {
      follow: tail.follow,
      readHead: tail.readHead,
      readEventsAfter: ports.readEventsAfter,
    })
    // The connection may have gone while the log was read; then nobody else would end the following.
    if (!io.of('/').adapter.rooms.has(boardRoom(boardId))) tail.unfollow(boardId)
    else if (answer.ok) show({ boardId, openTicketId: null, dragging: null })
    else await socket.leave(boardRoom(boardId))
    return answer
  }

  const advise = async (raw: unknown): Promise<AdviceAnswer> => {
    const request = adviceRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    const { boardId, ticketId } = request.data
    if (!ports.mayAdvise(actor, boardId)) return refuse({ name: 'not-allowed' })
    return ports.advise(boardId, ticketId)
  }

  const suggest = async (raw: unknown): Promise<SuggestionAnswer> => {
    const request = suggestionRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    const { boardId, ticketIds } = request.data
    if (!ports.mayAdvise(actor, boardId)) return refuse({ name: 'not-allowed' })
    return ports.suggest(boardId, ticketIds)
  }

  const scoreEngineer = async (raw: unknown): Promise<EngineerScoresAnswer> => {
    const request = engineerScoresRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    const { boardId, engineerId, ticketIds } = request.data
    if (!ports.mayAdvise(actor, boardId)) return refuse({ name: 'not-allowed' })
    return ports.scoreEngineer(boardId, engineerId, ticketIds)
  }

  let planning = new AbortController()
  const cancelPlan = () => {
    planning.abort()
    planning = new AbortController()
  }

  const plan = async (raw: unknown): Promise<PlanAnswer> => {
    const request = planRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    if (!ports.mayPlan(actor, request.data.boardId)) return refuse({ name: 'not-allowed' })
    return ports.plan(actor.id, request.data, {
      onProgress: (progress) => socket.emit('planProgress', progress),
      signal: planning.signal,
    })
  }

  let stopOffers: (() => void) | undefined
  const followOffers = async (): Promise<EngineerOffersAnswer> => {
    if (actor.kind !== 'engineer') return refuse({ name: 'not-allowed' })
    const { boardId, id } = actor
    const offers = await offerFeed.read(boardId, id)
    // Followed after the reading, so that no newer list overtakes this one: who begins to follow is told once more in any case.
    if (socket.connected) stopOffers ??= offerFeed.follow(boardId, id, (told) => socket.emit('offers', told))
    return { ok: true, ...offers }
  }
  socket.on('disconnect', () => stopOffers?.())

  let stopNotices: (() => void) | undefined
  const followNotices = (): NoticesAnswer => {
    if (actor.kind !== 'person') return refuse({ name: 'not-allowed' })
    stopNotices ??= noticeFeed.follow({
      personId: actor.id,
      mayWatch: (boardId) => ports.mayWatch(actor, boardId),
      tell: (count) => socket.emit('notices', count),
    })
    return { ok: true }
  }
  socket.on('disconnect', () => stopNotices?.())

  let stopFlow: (() => void) | undefined
  const watchFlow = async (raw: unknown): Promise<FlowWatchAnswer> => {
    const request = flowWatchRequest.safeParse(raw)
    if (!request.success) return refuseShape(request.error)
    const { flowId } = request.data
    const refusal = await ports.findFlowRefusal(actor, flowId)
    if (refusal) return refusal
    stopFlow?.()
    // Whoever has gone meanwhile has nobody who would end the following.
    if (socket.connected)
      stopFlow = occupancyFeed.follow(flowId, {
        maySee: (boardId) => ports.mayWatch(actor, boardId),
        tell: (occupancy) => socket.emit('flowOccupancy', occupancy),
      })
    return { ok: true }
  }
  socket.on('disconnect', () => stopFlow?.())

  const show = ({ boardId, openTicketId, dragging }: PresenceRequest) =>
    presence.set(boardId, {
      connectionId: socket.id,
      personId: actor.id,
      name: actor.name,
      openTicketId,
      dragging,
    })

  const leaveBoard = (boardId: string) => {
    presence.leave(boardId, socket.id)
    fanOut.remove(viewer)
    void socket.leave(wholeBoardRoom(boardId))
  }

  socket.on('command', (raw, answer) => {
    void answerCommand(raw).then((given) => {
      answer(given)
      if (!given.ok && given.rejection.name === 'session-expired') dismiss(socket, given.rejection)
    })
  })
  socket.on('watch', (raw, answer) => {
    watch(raw).then(answer, (error: unknown) => answer(failure(error, 'a board could not be watched')))
  })
  socket.on('watchFlow', (raw, answer) => {
    watchFlow(raw).then(answer, (error: unknown) => answer(failure(error, 'a flow could not be watched')))
  })
  socket.on('advise', (raw, answer) => {
    advise(raw).then(answer, (error: unknown) => answer(failure(error, 'no advice could be given')))
  })
  socket.on('suggest', (raw, answer) => {
    suggest(raw).then(answer, (error: unknown) => answer(failure(error, 'nothing could be suggested')))
  })
  socket.on('scoreEngineer', (raw, answer) => {
    scoreEngineer(raw).then(answer, (error: unknown) => answer(failure(error, 'nobody could be scored')))
  })
  socket.on('plan', (raw, answer) => {
    plan(raw).then(answer, (error: unknown) => answer(failure(error, 'no plan could be made')))
  })
  socket.on('cancelPlan', cancelPlan)
  socket.on('followOffers', (answer) => {
    followOffers().then(answer, (error: unknown) => answer(failure(error, 'offers could not be read')))
  })
  socket.on('followNotices', (answer) => answer(followNotices()))
  socket.on('unwatch', (boardId) => {
    if (typeof boardId !== 'string' || !isWatching(boardId)) return
    leaveBoard(boardId)
    void socket.leave(boardRoom(boardId))
  })
  socket.on('view', (raw) => {
    const request = viewRequest.safeParse(raw)
    if (!request.success || !isWatching(request.data.boardId)) return
    const { boardId, tiles } = request.data
    for (const room of socket.rooms) if (room.startsWith('positions:')) void socket.leave(room)
    if (tiles === null) void socket.join(wholeBoardRoom(boardId))
    fanOut.setView(viewer, boardId, tiles)
  })
  socket.on('presence', (raw) => {
    const request = presenceRequest.safeParse(raw)
    if (request.success && isWatching(request.data.boardId)) show(request.data)
  })
  socket.on('report', (raw, answer) => {
    answerReport(positions, actor, raw).then(answer, (error: unknown) =>
      answer(failure(error, 'a position could not be taken')),
    )
  })
  socket.on('ping', (answer) => answer())
  socket.on('disconnecting', () => {
    cancelPlan()
    for (const room of socket.rooms) {
      const boardId = boardOfRoom(room)
      if (boardId) leaveBoard(boardId)
    }
  })
}

const refuseShape = ({ issues }: ZodError) =>
  refuse({ name: 'wrong-field', field: issues[0]?.path.join('.') ?? '' })

/** What is no function is looked at by the schema of its message, not here. */
type Argument = ((answer: Refusal) => void) | string | null

/** Drops what is not shaped like a message of the contract, and what comes too fast. */
function guardShapes(socket: BoardSocket, now: () => Instant) {
  let bucket = fullBucket(limits, now())
  socket.use((packet, next) => {
    const [event, ...given] = packet as [string, ...Argument[]]
    if (!isMessage(event) || given.length !== shapes[event].length) return
    const answer = given.at(-1)
    if (shapes[event].answered !== (typeof answer === 'function')) return
    const taken = takeToken(bucket, limits, now())
    bucket = taken.bucket
    if (taken.waitSeconds === 0) next()
    else if (typeof answer === 'function')
      answer(refuse({ name: 'rate-limited', seconds: taken.waitSeconds }))
  })
}

const isMessage = (event: string): event is keyof ClientToServer => Object.hasOwn(shapes, event)

/** Says why, then closes. */
export function dismiss(socket: BoardSocket, rejection: Rejection): void {
  socket.emit('closing', rejection)
  socket.disconnect(true)
}
