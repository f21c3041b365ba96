import { parseCommand, type CommandAnswer } from '#contract/command.ts'
import type { EngineerOffers } from '#contract/wire.ts'
import type { EngineerOffer } from '#domain/engineer-offers.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import type { BoardClient } from './board-client-state.ts'
import type { BoardSocket } from './connect-socket.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'
import { askCommand, askOffers } from './questions.ts'

export type OfferAnswer = 'accept' | 'decline' | 'claim'

export type OfferClientState = {
  connection: { state: 'connecting' | 'live' | 'away' } | { state: 'ended'; rejection: Rejection }
  offers: readonly EngineerOffer[]
  /** Another one whenever my own work is to be read anew. */
  work: string
  /** The server's clock minus mine. */
  clockOffsetMs: number
  /** Those whose answer is on its way. */
  sendingIds: ReadonlySet<string>
  /** What became of my last answer. */
  outcome: { offer: EngineerOffer; answer: OfferAnswer; rejection: Rejection | null } | null
}

export type OfferClient = {
  getState: () => OfferClientState
  subscribe: (listener: () => void) => () => void
  answer: (offer: EngineerOffer, answer: OfferAnswer) => void
  /** Carries a command about my own work; answered by the server alone, without a guess. */
  send: BoardClient['send']
  close: () => void
}

/** After the server has ended the connection, or could not let us in just now. */
const reconnectMs = 2_000

const commandNames = { accept: 'acceptOffer', decline: 'declineOffer', claim: 'claimTicket' } as const

/** An engineer's phone at what it is asked: told whole and at once, answered without a guess, for others answer too. */
export function createOfferClient(options: {
  me: { boardId: string; engineerId: string }
  first: EngineerOffers
  /** Not connected yet. */
  socket: BoardSocket
  now: () => number
  newId: () => string
}): OfferClient {
  const { me, first, socket, now, newId } = options
  const { boardId, engineerId } = me
  const listeners = new Set<() => void>()
  let state: OfferClientState = {
    connection: { state: 'connecting' },
    offers: first.offers,
    work: first.work,
    clockOffsetMs: first.serverNow - now(),
    sendingIds: new Set(),
    outcome: null,
  }
  const change = (part: Partial<OfferClientState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const take = ({ offers, work, serverNow }: EngineerOffers) =>
    change({ offers, work, clockOffsetMs: serverNow - now() })
  const end = (rejection: Rejection) => {
    change({ connection: { state: 'ended', rejection } })
    socket.disconnect()
  }
  let retry: ReturnType<typeof setTimeout> | undefined
  const later = (then: () => void, ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (state.connection.state !== 'ended') then()
    }, ms)
  }
  const reconnectLater = () => later(() => socket.connect(), reconnectMs)

  const follow = async () => {
    const answer = await askOffers(socket)
    // After a cut the next connection asks anew.
    if (!socket.connected) return
    if (answer?.ok) {
      take(answer)
      change({ connection: { state: 'live' } })
      return
    }
    const pauseMs = answer ? pauseBeforeRetry(answer.rejection) : 0
    if (answer && pauseMs === undefined) end(answer.rejection)
    else later(() => void follow(), pauseMs ?? 0)
  }

  /** The id of an answer of which nothing is known: given once more, it is the same command. */
  const openCommandIds = new Map<string, string>()
  const isUnknown = (given: CommandAnswer | undefined) =>
    given === undefined || (!given.ok && pauseBeforeRetry(given.rejection) !== undefined)

  const setSending = (offerId: string, isSending: boolean) => {
    const sendingIds = new Set(state.sendingIds)
    if (isSending) sendingIds.add(offerId)
    else sendingIds.delete(offerId)
    change({ sendingIds })
  }

  socket.on('connect', () => void follow())
  socket.on('offers', take)
  socket.on('disconnect', (reason) => {
    if (state.connection.state === 'ended') return
    change({ connection: { state: 'away' } })
    // Socket.IO comes back by itself except when the server has ended the connection.
    if (reason === 'io server disconnect') reconnectLater()
  })
  socket.on('connect_error', (error: Error & { data?: Rejection }) => {
    if (error.data && pauseBeforeRetry(error.data) === undefined) {
      end(error.data)
      return
    }
    change({ connection: { state: 'away' } })
    // Without data the server was not reached; Socket.IO tries again by itself.
    if (error.data) reconnectLater()
  })
  socket.on('closing', end)
  socket.connect()

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    answer: (offer, answer) => {
      if (state.sendingIds.has(offer.offerId)) return
      setSending(offer.offerId, true)
      const { ticketId, offerId } = offer
      const key = `${answer} ${offerId}`
      const commandId = openCommandIds.get(key) ?? newId()
      openCommandIds.set(key, commandId)
      const envelope = { commandId, boardId, ticketId, offerId }
      const message =
        answer === 'decline'
          ? ({ name: commandNames[answer], input: envelope } as const)
          : ({ name: commandNames[answer], input: { ...envelope, engineerId } } as const)
      const asked: Promise<CommandAnswer | undefined> = socket.connected
        ? askCommand(socket, message)
        : Promise.resolve(undefined)
      void asked.then((told) => {
        if (!isUnknown(told)) openCommandIds.delete(key)
        const given = told ?? refuse({ name: 'no-answer' })
        setSending(offerId, false)
        change({ outcome: { offer, answer, rejection: given.ok ? null : given.rejection } })
      })
    },
    send: async (name, input) => {
      const parsed = parseCommand({ name, input: { ...input, commandId: newId(), boardId } })
      if (!parsed.ok) return parsed
      const answer = socket.connected ? await askCommand(socket, parsed.message) : undefined
      return answer ?? refuse({ name: 'no-answer' })
    },
    close: () => {
      listeners.clear()
      clearTimeout(retry)
      socket.off()
      socket.disconnect()
    },
  }
}
