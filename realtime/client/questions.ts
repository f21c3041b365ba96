import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type {
  AdviceAnswer,
  EngineerOffersAnswer,
  EngineerScoresAnswer,
  FlowWatchAnswer,
  NoticesAnswer,
  PlanAnswer,
  PlanRequest,
  SuggestionAnswer,
  WatchAnswer,
  WatchRequest,
} from '#contract/wire.ts'
import type { BoardSocket } from './connect-socket.ts'

/** The messages that the server answers. Undefined: no answer in time, or the line was cut before it came. */

const answerTimeoutMs = 5_000
/** A plan takes seconds, and tells how far it is. */
const planTimeoutMs = 120_000

/** Undefined for an error, which is only ever that there was no answer in time. */
const answered = <Answer>(emit: (done: (error: Error | null, answer: Answer) => void) => void) =>
  new Promise<Answer | undefined>((resolve) => emit((error, answer) => resolve(error ? undefined : answer)))

export const askCommand = (socket: BoardSocket, message: CommandMessage) =>
  answered<CommandAnswer>((done) => socket.timeout(answerTimeoutMs).emit('command', message, done))

export const askWatch = (socket: BoardSocket, request: WatchRequest) =>
  answered<WatchAnswer>((done) => socket.timeout(answerTimeoutMs).emit('watch', request, done))

export const askFlowWatch = (socket: BoardSocket, request: { flowId: string }) =>
  answered<FlowWatchAnswer>((done) => socket.timeout(answerTimeoutMs).emit('watchFlow', request, done))

export const askAdvice = (socket: BoardSocket, request: { boardId: string; ticketId: string }) =>
  answered<AdviceAnswer>((done) => socket.timeout(answerTimeoutMs).emit('advise', request, done))

export const askSuggestions = (
  socket: BoardSocket,
  request: { boardId: string; ticketIds: readonly string[] },
) => answered<SuggestionAnswer>((done) => socket.timeout(answerTimeoutMs).emit('suggest', request, done))

export const askEngineerScores = (
  socket: BoardSocket,
  request: { boardId: string; engineerId: string; ticketIds: readonly string[] },
) =>
  answered<EngineerScoresAnswer>((done) =>
    socket.timeout(answerTimeoutMs).emit('scoreEngineer', request, done),
  )

export const askPlan = (socket: BoardSocket, request: PlanRequest) =>
  answered<PlanAnswer>((done) => socket.timeout(planTimeoutMs).emit('plan', request, done))

export const askOffers = (socket: BoardSocket) =>
  answered<EngineerOffersAnswer>((done) => socket.timeout(answerTimeoutMs).emit('followOffers', done))

export const askNotices = (socket: BoardSocket) =>
  answered<NoticesAnswer>((done) => socket.timeout(answerTimeoutMs).emit('followNotices', done))

/** Whether the server answered at all. */
export const askPing = (socket: BoardSocket) =>
  new Promise<boolean>((resolve) => {
    socket.timeout(answerTimeoutMs).emit('ping', (error: Error | null) => resolve(!error))
  })
