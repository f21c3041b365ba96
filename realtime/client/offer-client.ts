import type { CommandAnswer } from '#contract/command.ts'
import type { EngineerOffers, EngineerOffersAnswer } from '#contract/wire.ts'
import type { EngineerOffer } from '#domain/engineer-offers.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import type { BoardSocket } from './connect-socket.ts'
import { askCommand } from './questions.ts'

export type OfferAnswer = 'accept' | 'decline' | 'claim'

export type OfferClientState = {
  connection: { state: 'connecting' | 'live' | 'away' } | { state: 'ended'; rejection: Rejection }
  offers: readonly EngineerOffer[]
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
  close: () => void
}

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
    clockOffsetMs: first.serverNow - now(),
    sendingIds: new Set(),
    outcome: null,
  }
  const change = (part: Partial<OfferClientState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const take = ({ offers, serverNow }: EngineerOffers) => change({ offers, clockOffsetMs: serverNow - now() })
  const end = (rejection: Rejection) => {
    change({ connection: { state: 'ended', rejection } })
    socket.disconnect()
  }
  const setSending = (offerId: string, isSending: boolean) => {
    const sendingIds = new Set(state.sendingIds)
    if (isSending) sendingIds.add(offerId)
    else sendingIds.delete(offerId)
    change({ sendingIds })
  }

  socket.on('connect', () => {
    socket.emit('followOffers', (answer: EngineerOffersAnswer) => {
      if (!answer.ok) {
        end(answer.rejection)
        return
      }
      take(answer)
      change({ connection: { state: 'live' } })
    })
  })
  socket.on('offers', take)
  socket.on('disconnect', () => {
    if (state.connection.state !== 'ended') change({ connection: { state: 'away' } })
  })
  socket.on('connect_error', (error: Error & { data?: Rejection }) => {
    if (error.data) end(error.data)
    else change({ connection: { state: 'away' } })
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
      const envelope = { commandId: newId(), boardId, ticketId, offerId }
      const message =
        answer === 'decline'
          ? ({ name: commandNames[answer], input: envelope } as const)
          : ({ name: commandNames[answer], input: { ...envelope, engineerId } } as const)
      const asked: Promise<CommandAnswer | undefined> = socket.connected
        ? askCommand(socket, message)
        : Promise.resolve(undefined)
      void asked.then((given = refuse({ name: 'no-answer' })) => {
        setSending(offerId, false)
        change({ outcome: { offer, answer, rejection: given.ok ? null : given.rejection } })
      })
    },
    close: () => {
      listeners.clear()
      socket.off()
      socket.disconnect()
    },
  }
}
