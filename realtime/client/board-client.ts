import { applyBoardEvents, type BoardEvent } from '#contract/board-event.ts'
import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import { parseCommand, type CommandMessage } from '#contract/command.ts'
import { indexFlows, knowsFlow } from '#domain/flow/board-flows.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import { engineSettingsOf, isSameEngine } from '#domain/scoring/engine-settings.ts'
import { flowAfter } from '#domain/ticket/ticket-event.ts'
import type { BoardClient, BoardClientOptions, BoardClientState, MyPresence } from './board-client-state.ts'
import { createCommandSender } from './command-sender.ts'
import { touchedBy } from './decide-command.ts'
import { createEngineerPositions } from './engineer-positions.ts'
import { createLatestOnly } from './latest-only.ts'
import { stepLiveness, type Liveness, type LivenessInput } from './liveness.ts'
import { createLogFollower } from './log-follower.ts'
import { commandIdOf } from './outbox.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'
import { askAdvice, askEngineerScores, askPing, askPlan, askSuggestions } from './questions.ts'
import { decideOnBoard, showPending } from './show-pending.ts'

const pingMs = 5_000
const clockMs = 1_000
const reconnectMs = 2_000
const presenceEveryMs = 100
/** The server ends a connection that sends more than 64 KiB in one message. */
const mostCommandBytes = 60_000
/** Countdowns show seconds: a few milliseconds of jitter are no reason to draw the board again. */
const clockToleranceMs = 500

/** Follows one board and carries my commands to it, without a framework. The rules C… of SPEC.md. */
export function createBoardClient(options: BoardClientOptions): BoardClient {
  const { actor, socket, fetchSnapshot, now, newId, snapshot } = options
  const boardId = snapshot.board.id
  const listeners = new Set<() => void>()
  const positions = createEngineerPositions()
  const firstParts = boardPartsOf(snapshot)
  let state: BoardClientState = {
    ...firstParts,
    connection: { state: 'connecting' },
    pending: [],
    shown: firstParts.confirmed,
    refused: [],
    colleagues: [],
    remoteChanges: new Map(),
    clockOffsetMs: snapshot.serverNow - now(),
  }
  let liveness: Liveness = { connection: state.connection, heardAt: snapshot.serverNow, latencyMs: 0 }
  let presence: MyPresence = { openTicketId: null, dragging: null }
  let view: readonly number[] | null | undefined
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined

  const change = (part: Partial<BoardClientState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  /** As change, with the guesses done anew on the confirmed board. */
  const changeBoard = (part: Partial<BoardClientState> = {}) => {
    const next = { ...state, ...part }
    const pending = sender.pending()
    change({
      ...part,
      pending: pending.map((entry) => ({
        commandId: commandIdOf(entry),
        message: entry.message,
        state: entry.delivery.state === 'waiting' ? 'waiting' : 'sent',
        ticketIds: touchedBy(entry.message).ticketIds,
      })),
      shown: showPending(next, next.confirmed, pending, actor),
    })
  }

  const stepLive = (input: LivenessInput) => {
    const before = liveness.connection
    liveness = stepLiveness(liveness, input)
    if (JSON.stringify(liveness.connection) !== JSON.stringify(before))
      change({ connection: liveness.connection })
  }

  const serverNow = () => now() + state.clockOffsetMs

  const end = (rejection: Rejection) => {
    stepLive({ type: 'ended', rejection })
    sender.end(rejection)
    socket.disconnect()
  }

  const showRefusal = (message: CommandMessage, rejection: Rejection) => {
    const { commandId } = message.input
    change({ refused: [...state.refused, { commandId, message, rejection, at: serverNow() }] })
  }

  const follower = createLogFollower({
    socket,
    boardId,
    head: snapshot.seq,
    fetchSnapshot,
    apply: (events, head) => {
      if (!fitsBoard(state, events)) return false
      const remoteChanges = new Map(state.remoteChanges)
      for (const { actor: by, at, event } of events)
        if (by.id !== actor.id) remoteChanges.set(event.ticketId, { by: by.name, at })
      sender.takeEvents(events, head)
      changeBoard({ confirmed: applyBoardEvents(state.confirmed, events), remoteChanges })
      return true
    },
    replace: (anew) => {
      const parts = boardPartsOf(anew)
      positions.setEngineers(parts.engineers.values())
      sender.takeEvents([], anew.seq)
      changeBoard(parts)
    },
    onHeard: () => stepLive({ type: 'heard', at: serverNow() }),
    onJoined: () => {
      sendPresence.give(presence)
      if (view !== undefined) sendView.give(view)
      void measureLatency()
    },
    onLive: () => sender.flush(),
    onRefused: end,
  })

  const sender = createCommandSender({
    socket,
    isFollowing: follower.isFollowing,
    head: follower.head,
    onChange: changeBoard,
    onRefused: showRefusal,
  })

  const measureLatency = async () => {
    if (!follower.isFollowing()) return
    const sentAt = now()
    // Without an answer: whether the screen is still live is for the heartbeat to say.
    if (await askPing(socket)) stepLive({ type: 'measured', latencyMs: now() - sentAt })
  }

  const sendPresence = createLatestOnly(presenceEveryMs, (mine: MyPresence) => {
    if (follower.isFollowing()) socket.emit('presence', { boardId, ...mine })
  })
  const sendView = createLatestOnly(presenceEveryMs, (tiles: readonly number[] | null) => {
    if (follower.isFollowing()) socket.emit('view', { boardId, tiles })
  })

  /** Why a command is not even sent, by what this screen knows. */
  const findOwnRefusal = (message: CommandMessage): Rejection | undefined => {
    if (state.connection.state === 'ended') return state.connection.rejection
    const decision = decideOnBoard(state, state.shown, message, { now: serverNow(), actor })
    return decision.ok ? undefined : decision.rejection
  }

  const reconnectLater = () => {
    clearTimeout(reconnectTimer)
    reconnectTimer = setTimeout(() => {
      if (state.connection.state !== 'ended') socket.connect()
    }, reconnectMs)
  }

  socket.on('connect', follower.connected)
  socket.on('disconnect', (reason) => {
    follower.disconnected()
    stepLive({ type: 'cut' })
    change({ colleagues: [] })
    sender.cut()
    // Socket.IO comes back by itself except when the server has ended the connection.
    if (reason === 'io server disconnect') reconnectLater()
  })
  socket.on('connect_error', (error: Error & { data?: Rejection }) => {
    stepLive({ type: 'cut' })
    // Without data the server was not reached; Socket.IO tries again by itself.
    if (!error.data) return
    if (pauseBeforeRetry(error.data) === undefined) end(error.data)
    else reconnectLater()
  })
  socket.on('closing', end)
  socket.on('events', (batch) => {
    if (batch.boardId === boardId) follower.takeBatch(batch)
  })
  socket.on('head', (head) => {
    if (head.boardId !== boardId) return
    const clockOffsetMs = head.serverNow - now() + liveness.latencyMs / 2
    if (Math.abs(clockOffsetMs - state.clockOffsetMs) > clockToleranceMs) change({ clockOffsetMs })
    const { board } = state
    if (!isSameEngine(head, board)) change({ board: { ...board, ...engineSettingsOf(head) } })
    follower.takeHeartbeat(head.seq)
  })
  socket.on('positions', (frame) => positions.take(frame, serverNow()))
  socket.on('presence', (of, everybody) => {
    if (of === boardId)
      change({ colleagues: everybody.filter(({ connectionId }) => connectionId !== socket.id) })
  })

  positions.setEngineers(state.engineers.values())
  const pingTimer = setInterval(() => void measureLatency(), pingMs)
  const clockTimer = setInterval(() => stepLive({ type: 'time', at: serverNow() }), clockMs)
  socket.connect()

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    send: (name, input) => {
      const raw = { name, input: { ...input, commandId: newId(), boardId } }
      if (new TextEncoder().encode(JSON.stringify(raw)).length > mostCommandBytes)
        return Promise.resolve(refuse({ name: 'frame-too-large' }))
      const parsed = parseCommand(raw)
      if (!parsed.ok) return Promise.resolve(parsed)
      const rejection = findOwnRefusal(parsed.message)
      if (!rejection) return sender.add(parsed.message, serverNow())
      showRefusal(parsed.message, rejection)
      return Promise.resolve(refuse(rejection))
    },
    findRefusal: (name, input) => {
      const parsed = parseCommand({ name, input: { ...input, commandId: newId(), boardId } })
      return parsed.ok ? findOwnRefusal(parsed.message) : parsed.rejection
    },
    dismissRefusal: (commandId) =>
      change({ refused: state.refused.filter((refused) => refused.commandId !== commandId) }),
    advise: async (ticketId) => {
      if (state.connection.state === 'ended') return refuse(state.connection.rejection)
      // Not kept for later: advice on a board that nobody sees any more helps nobody.
      const answer = socket.connected ? await askAdvice(socket, { boardId, ticketId }) : undefined
      return answer ?? refuse({ name: 'no-answer' })
    },
    suggest: async (ticketIds) => {
      if (state.connection.state === 'ended') return refuse(state.connection.rejection)
      const request = { boardId, ticketIds }
      const answer = socket.connected ? await askSuggestions(socket, request) : undefined
      return answer ?? refuse({ name: 'no-answer' })
    },
    scoreEngineer: async (engineerId, ticketIds) => {
      if (state.connection.state === 'ended') return refuse(state.connection.rejection)
      const request = { boardId, engineerId, ticketIds }
      const answer = socket.connected ? await askEngineerScores(socket, request) : undefined
      return answer ?? refuse({ name: 'no-answer' })
    },
    plan: async (ticketIds, onProgress) => {
      if (state.connection.state === 'ended') return refuse(state.connection.rejection)
      if (!socket.connected) return refuse({ name: 'no-answer' })
      socket.on('planProgress', onProgress)
      const answer = await askPlan(socket, { boardId, ticketIds })
      socket.off('planProgress', onProgress)
      return answer ?? refuse({ name: 'no-answer' })
    },
    cancelPlan: () => {
      if (socket.connected) socket.emit('cancelPlan')
    },
    setPresence: (mine) => {
      presence = mine
      sendPresence.give(mine)
    },
    setView: (tiles) => {
      view = tiles
      sendView.give(tiles)
    },
    getPositions: () => positions.positions,
    subscribePositions: positions.subscribe,
    close: () => {
      clearInterval(pingTimer)
      clearInterval(clockTimer)
      clearTimeout(reconnectTimer)
      sendPresence.cancel()
      sendView.cancel()
      follower.close()
      sender.close()
      listeners.clear()
      socket.off()
      socket.disconnect()
    },
  }
}

const boardPartsOf = ({ board, flows, engineers, tickets }: BoardSnapshot) => ({
  board,
  flows: indexFlows(flows),
  engineers: new Map(engineers.map((engineer) => [engineer.id, engineer])),
  confirmed: new Map(tickets.map((ticket) => [ticket.id, ticket])),
})

/**
 * A snapshot leaves out tickets that were closed long ago; when one of them is opened again, nothing here is known of it. The
 * same holds for a version of a flow that was not in use yet.
 */
function fitsBoard(
  { confirmed, flows }: Pick<BoardClientState, 'confirmed' | 'flows'>,
  events: readonly BoardEvent[],
): boolean {
  const created = new Set<string>()
  return events.every(({ event }) => {
    if (event.type === 'ticketCreated') created.add(event.ticketId)
    if (!knowsFlow(flows, flowAfter(event) ?? null)) return false
    return confirmed.has(event.ticketId) || created.has(event.ticketId)
  })
}
