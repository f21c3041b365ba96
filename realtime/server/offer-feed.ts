import type { EngineerOffers } from '#contract/wire.ts'
import { findEngineerOffers, type OfferBoard } from '#domain/engineer-offers.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from './log.ts'

/** Keeps the phones of engineers at what they are asked: read once per board, told to each as far as it is theirs. */
export type OfferFeed = {
  /** From here on told of every change; the answer ends it. */
  follow: (boardId: string, engineerId: string, tell: (offers: EngineerOffers) => void) => () => void
  /** What the engineer is asked now. */
  read: (boardId: string, engineerId: string) => Promise<EngineerOffers>
  /** Something was committed on the board. */
  ring: (boardId: string) => void
  close: () => void
}

export type OfferFeedOptions = {
  /** Of the engineers only these are told of their work. */
  readBoard: (boardId: string, engineerIds: readonly string[]) => Promise<OfferBoard | undefined>
  now: () => Instant
  log: Log
}

/** A board is read at most so often, whatever is committed on it. */
const joinMs = 200
/** A ring may be lost, and shifts begin without one. */
const pollMs = 2_000

type Phone = { engineerId: string; tell: (offers: EngineerOffers) => void; told: string }
type Followed = { phones: Set<Phone>; timer: NodeJS.Timeout | undefined }

export function createOfferFeed({ readBoard, now, log }: OfferFeedOptions): OfferFeed {
  const boards = new Map<string, Followed>()
  let isFailing = false

  const offersOf = (engineerId: string, board: OfferBoard | undefined): EngineerOffers => {
    const serverNow = now()
    if (!board) return { serverNow, offers: [], work: '' }
    return {
      serverNow,
      offers: findEngineerOffers(engineerId, board, serverNow),
      work: board.workMark(engineerId),
    }
  }

  const tellAll = async (boardId: string, followed: Followed) => {
    followed.timer = undefined
    const asked = [...followed.phones]
    try {
      const board = await readBoard(boardId, [...new Set(asked.map(({ engineerId }) => engineerId))])
      for (const phone of asked) {
        if (!followed.phones.has(phone)) continue
        const offers = offersOf(phone.engineerId, board)
        const said = JSON.stringify([offers.offers, offers.work])
        if (said === phone.told) continue
        phone.told = said
        phone.tell(offers)
      }
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'the offers of a board cannot be read')
      isFailing = true
    }
  }

  const ring = (boardId: string) => {
    const followed = boards.get(boardId)
    if (followed) followed.timer ??= setTimeout(() => void tellAll(boardId, followed), joinMs)
  }

  const pollTimer = setInterval(() => {
    for (const boardId of boards.keys()) ring(boardId)
  }, pollMs)
  return {
    follow: (boardId, engineerId, tell) => {
      const followed = boards.get(boardId) ?? { phones: new Set<Phone>(), timer: undefined }
      const phone = { engineerId, tell, told: '' }
      followed.phones.add(phone)
      boards.set(boardId, followed)
      return () => {
        followed.phones.delete(phone)
        if (followed.phones.size > 0) return
        clearTimeout(followed.timer)
        boards.delete(boardId)
      }
    },
    read: async (boardId, engineerId) => offersOf(engineerId, await readBoard(boardId, [engineerId])),
    ring,
    close: () => {
      clearInterval(pollTimer)
      for (const { timer } of boards.values()) clearTimeout(timer)
      boards.clear()
    },
  }
}
