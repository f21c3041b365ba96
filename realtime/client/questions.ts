import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type {
  AdviceAnswer,
  EngineerOffersAnswer,
  EngineerScoresAnswer,
  FlowWatchAnswer,
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

export const askCommand = (socket: BoardSocket, message: CommandMessage) =>
  new Promise<CommandAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('command', message, (error: Error | null, answer: CommandAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askWatch = (socket: BoardSocket, request: WatchRequest) =>
  new Promise<WatchAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('watch', request, (error: Error | null, answer: WatchAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askFlowWatch = (socket: BoardSocket, request: { flowId: string }) =>
  new Promise<FlowWatchAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('watchFlow', request, (error: Error | null, answer: FlowWatchAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askAdvice = (socket: BoardSocket, request: { boardId: string; ticketId: string }) =>
  new Promise<AdviceAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('advise', request, (error: Error | null, answer: AdviceAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askSuggestions = (
  socket: BoardSocket,
  request: { boardId: string; ticketIds: readonly string[] },
) =>
  new Promise<SuggestionAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('suggest', request, (error: Error | null, answer: SuggestionAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askEngineerScores = (
  socket: BoardSocket,
  request: { boardId: string; engineerId: string; ticketIds: readonly string[] },
) =>
  new Promise<EngineerScoresAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('scoreEngineer', request, (error: Error | null, answer: EngineerScoresAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

export const askPlan = (socket: BoardSocket, request: PlanRequest) =>
  new Promise<PlanAnswer | undefined>((resolve) => {
    socket
      .timeout(planTimeoutMs)
      .emit('plan', request, (error: Error | null, answer: PlanAnswer) => resolve(error ? undefined : answer))
  })

export const askOffers = (socket: BoardSocket) =>
  new Promise<EngineerOffersAnswer | undefined>((resolve) => {
    socket
      .timeout(answerTimeoutMs)
      .emit('followOffers', (error: Error | null, answer: EngineerOffersAnswer) =>
        resolve(error ? undefined : answer),
      )
  })

/** Whether the server answered at all. */
export const askPing = (socket: BoardSocket) =>
  new Promise<boolean>((resolve) => {
    socket.timeout(answerTimeoutMs).emit('ping', (error: Error | null) => resolve(!error))
  })
