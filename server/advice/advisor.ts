import { setImmediate } from 'node:timers/promises'
import type { AdviceAnswer, EngineerScoresAnswer, SuggestionAnswer } from '#contract/wire.ts'
import { findOfferHistories } from '#db/auto-dispatch.ts'
import { findSpentEngineers } from '#db/board-dispatch.ts'
import { findEventsAfter, findHeads } from '#db/board-log.ts'
import type { Sql } from '#db/client.ts'
import { findCustomerWishes, findDispatchBoard } from '#db/dispatch-history.ts'
import { findBoardEngineers } from '#db/engineer.ts'
import { findBoardDispatch, type BoardDispatch } from '#db/policy.ts'
import { findTicketLinks } from '#db/ticket.ts'
import { dispatchEngineId } from '#domain/dispatch-engine.ts'
import { hours, minutes, type Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import { toAdvice } from '#domain/scoring/advice.ts'
import { toDecisionRecord, type Choice, type DecisionRecord } from '#domain/scoring/decision-record.ts'
import { toEngineerScore, type EngineerScore } from '#domain/scoring/engineer-score.ts'
import { toSuggestion, type Suggestion } from '#domain/scoring/suggestion.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { TravelBands } from '#geo/travel-estimate.ts'
import type { TravelTimes } from '#server/travel/open-travel.ts'
import { createBestFinder } from './best-finder.ts'
import { createBoardMemory, weekMs, type BoardMemory } from './board-memory.ts'
import {
  byRoad,
  candidateFor,
  placeOf,
  questionAbout,
  rankTicket,
  refineByRoad,
  refinedCount,
  weekCountsOf,
  type KnownPlace,
  type Ranked,
  type RankingFacts,
  type RoadSeconds,
} from './rank-ticket.ts'

export type AdvisorPorts = {
  sql: Sql
  placesOn: (boardId: string) => ReadonlyMap<string, KnownPlace>
  travel: Pick<TravelTimes, 'bandsOf' | 'findTravel' | 'status'>
  now: () => Instant
}

export type Advisor = {
  /**
   * Whom the engine would send, by the board as everything committed before the question has left it. `most` is how many of
   * the list are told.
   */
  advise: (boardId: string, ticketId: string, most?: number) => Promise<AdviceAnswer>
  /** Whom it would send to each of these waiting tickets, in short; may be as old as two seconds. */
  suggest: (boardId: string, ticketIds: readonly string[]) => Promise<SuggestionAnswer>
  /** What one engineer's line says in the advice of each of these tickets. */
  scoreEngineer: (
    boardId: string,
    engineerId: string,
    ticketIds: readonly string[],
  ) => Promise<EngineerScoresAnswer>
  /** What a ranking on the board looks at now; undefined where there is no such board. */
  findFacts: (boardId: string) => Promise<BoardRankingFacts | undefined>
  /** Something was committed on the board. */
  ring: (boardId: string, seq: number) => void
  /** Brings what is known of a board up to date, so that `toRecord` can answer without waiting. */
  prepare: (boardId: string) => Promise<void>
  /**
   * The record of giving a ticket away, from memory and at once: it is asked for while rows are locked. `openLoad` says what
   * the locked rows say. Undefined for a board that was not prepared.
   */
  toRecord: (ticket: Ticket, choice: Choice, openLoad: RankingFacts['openLoad']) => DecisionRecord | undefined
  close: () => void
}

export type BoardRankingFacts = {
  memory: BoardMemory
  dispatch: BoardDispatch
  places: ReadonlyMap<string, KnownPlace>
  bandsIn: (district: string | null) => TravelBands
  now: Instant
}

/** Policy and engineers change without an event. The first is looked at before nearly every answer, the others now and then. */
const dispatchAgeMs = 1_000
const engineersAgeMs = 30_000
/** What was committed is read for the next question, at the latest after this time. */
const readAfterMs = 50
const mostEvents = 1_000
/** A board about which nobody asks any more is forgotten. */
const forgetAfterMs = minutes(10)
/** What the engine has said of the roads to a ticket is true for its decision too. */
const roadsAgeMs = minutes(1)

/** Everybody who looks at the same cards within this time is told the same: many screens cost as much as one. */
const suggestionAgeMs = 2_000
/** So many cards are looked at without a pause: a few milliseconds on a board of 2,000 engineers. */
const lookedAtOnce = 20

type Board = {
  id: string
  memory: BoardMemory
  dispatch: BoardDispatch
  /** By `performance.now()`, as are all ages here: the clock of the board may be set, or run faster than life. */
  dispatchReadAt: number
  engineersReadAt: number
  askedAt: number
  /** The highest head that anybody has told. */
  head: number
  reading: Promise<void> | undefined
  timer: NodeJS.Timeout | undefined
  roads: Map<string, { at: number; seconds: RoadSeconds }>
  suggested: Map<string, { at: number; suggestion: Suggestion }>
  lookForBest: ReturnType<typeof createBestFinder>
}

/** Knows each board that is asked about by heart, and ranks its engineers in less time than the question travels. */
export function createAdvisor({ sql, placesOn, travel, now }: AdvisorPorts): Advisor {
  const boards = new Map<string, Board>()
  const opening = new Map<string, Promise<Board | undefined>>()

  const readMemory = async (boardId: string) => {
    const at = now()
    const board = await findDispatchBoard(sql, boardId, { now: at, givenSince: at - weekMs })
    return board && createBoardMemory(board)
  }

  const open = async (boardId: string): Promise<Board | undefined> => {
    const at = performance.now()
    const [memory, dispatch] = await Promise.all([readMemory(boardId), findBoardDispatch(sql, boardId)])
    if (!memory || !dispatch) return undefined
    const board: Board = {
      id: boardId,
      memory,
      dispatch,
      dispatchReadAt: at,
      engineersReadAt: at,
      askedAt: at,
      head: memory.seq(),
      reading: undefined,
      timer: undefined,
      roads: new Map(),
      suggested: new Map(),
      lookForBest: createBestFinder(),
    }
    boards.set(boardId, board)
    return board
  }

  const findBoard = (boardId: string): Promise<Board | undefined> => {
    const known = boards.get(boardId)
    if (known) return Promise.resolve(known)
    const started =
      opening.get(boardId) ??
      open(boardId).finally(() => {
        opening.delete(boardId)
      })
    opening.set(boardId, started)
    return started
  }

  const readDispatch = async (board: Board) => {
    const at = performance.now()
    const wantsEngineers = at - board.engineersReadAt >= engineersAgeMs
    const [dispatch, [head], engineers, wishes] = await Promise.all([
      findBoardDispatch(sql, board.id),
      findHeads(sql, [board.id]),
      wantsEngineers ? findBoardEngineers(sql, board.id) : undefined,
      wantsEngineers ? findCustomerWishes(sql) : undefined,
    ])
    if (dispatch) board.dispatch = dispatch
    board.head = Math.max(board.head, head?.seq ?? 0)
    board.dispatchReadAt = at
    if (!engineers || !wishes) return
    board.memory.replace({ engineers, wishes })
    board.engineersReadAt = at
  }

  const readLog = async (board: Board) => {
    let events
    do {
      events = await findEventsAfter(sql, board.id, board.memory.seq(), mostEvents)
      if (!board.memory.take(events)) {
        board.memory = (await readMemory(board.id)) ?? board.memory
        return
      }
    } while (events.length === mostEvents)
  }

  const readLogOnce = (board: Board) => {
    clearTimeout(board.timer)
    board.timer = undefined
    board.reading ??= readLog(board).finally(() => {
      board.reading = undefined
    })
    return board.reading
  }

  /** A reading under way may have begun before the last commit; the one after it has not. */
  const catchUp = async (board: Board) => {
    for (let readings = 0; readings < 2 && board.memory.seq() < board.head; readings += 1)
      await readLogOnce(board)
  }

  const findFreshBoard = async (boardId: string): Promise<Board | undefined> => {
    const board = await findBoard(boardId)
    if (!board) return undefined
    board.askedAt = performance.now()
    if (board.askedAt - board.dispatchReadAt >= dispatchAgeMs) await readDispatch(board)
    return board
  }

  const factsOf = (board: Board, { boardId, district }: Ticket): RankingFacts => ({
    memory: board.memory,
    places: placesOn(boardId),
    bands: travel.bandsOf(boardId, district),
    now: now(),
  })

  const findRoads = async (facts: RankingFacts, { question, order }: Ranked): Promise<RoadSeconds> => {
    const best = order.eligible.slice(0, refinedCount).map(({ candidate }) => candidate.engineer)
    const found = await travel.findTravel({
      from: best.map((engineer) => placeOf(engineer, facts).place),
      to: [{ place: question.ticket.place, bands: facts.bands }],
      profile: 'car',
      departAt: facts.now,
    })
    return new Map(
      best.flatMap(({ id }, index) => {
        const trip = found[index]
        return trip?.source === 'road' ? [[id, trip.seconds] as const] : []
      }),
    )
  }

  const keepRoads = ({ roads }: Board, ticketId: string, seconds: RoadSeconds) => {
    const at = performance.now()
    roads.set(ticketId, { at, seconds })
    for (const [id, kept] of roads) if (at - kept.at > roadsAgeMs) roads.delete(id)
  }

  /** The best by road where there is an engine that knows the roads. */
  const refine = async (board: Board, ranked: Ranked): Promise<Ranked> => {
    if (travel.status().engine === null || ranked.order.eligible.length === 0) return ranked
    const { ticket } = ranked.question
    const roads = await findRoads(factsOf(board, ticket), ranked)
    keepRoads(board, ticket.id, roads)
    return refineByRoad(ranked, roads, board.dispatch)
  }

  const suggestAnew = async (board: Board, tickets: readonly Ticket[]): Promise<Suggestion[]> => {
    const at = performance.now()
    for (const [id, kept] of board.suggested) if (at - kept.at > suggestionAgeMs) board.suggested.delete(id)
    const { policy, engine } = board.dispatch
    const ids = tickets.map(({ id }) => id)
    const handedOut = { engineId: dispatchEngineId, since: now() - hours(1), limit: engine.hourlyLimit }
    const [histories, spentIds] = await Promise.all([
      findOfferHistories(sql, ids),
      findSpentEngineers(sql, { boardId: board.id, ...handedOut }),
    ])
    const historyOf = ({ id }: Ticket) => histories.get(id) ?? { isTakenBack: false, askedIds: [] }
    const byEstimate: Ranked[] = []
    for (let from = 0; from < tickets.length; from += lookedAtOnce) {
      // Others in between: all of a screen at once would keep everybody waiting.
      await setImmediate()
      const moment = { memory: board.memory, places: placesOn(board.id), now: now() }
      const look = board.lookForBest(moment, board.dispatch)
      for (const ticket of tickets.slice(from, from + lookedAtOnce))
        byEstimate.push(
          look(
            ticket,
            travel.bandsOf(board.id, ticket.district),
            refinedCount + historyOf(ticket).askedIds.length + spentIds.size,
          ),
        )
    }
    const ranked = await Promise.all(byEstimate.map((one) => refine(board, one)))
    return ranked.map(({ question: { ticket }, order }) => {
      const suggestion = toSuggestion(ticket, order, { policy, ...engine, spentIds, ...historyOf(ticket) })
      board.suggested.set(ticket.id, { at, suggestion })
      return suggestion
    })
  }

  const scoreOnBoard = async (
    board: Board,
    engineer: Engineer,
    tickets: readonly Ticket[],
  ): Promise<EngineerScore[]> => {
    const facts = tickets.map((ticket) => factsOf(board, ticket))
    const [first] = facts
    if (!first) return []
    const trips = await travel.findTravel({
      from: [placeOf(engineer, first).place],
      to: tickets.map(({ place }, index) => ({ place, bands: (facts[index] ?? first).bands })),
      profile: 'car',
      departAt: first.now,
    })
    const weekCounts = weekCountsOf(board.memory.engineers(), first)
    const weekCount = board.memory.weekCount(engineer.id, first.now)
    return tickets.map((ticket, index) => {
      const question = questionAbout(ticket, first, weekCounts)
      const byEstimate = candidateFor(ticket, engineer, facts[index] ?? first, weekCount)
      const trip = trips[index]
      const refined = byRoad(byEstimate, trip?.source === 'road' ? trip.seconds : undefined)
      return toEngineerScore(question, { byEstimate, refined }, board.dispatch.policy)
    })
  }

  const forget = (board: Board) => {
    clearTimeout(board.timer)
    boards.delete(board.id)
  }

  return {
    advise: async (boardId, ticketId, most = refinedCount) => {
      const board = await findFreshBoard(boardId)
      if (!board) return refuse({ name: 'board-not-found' })
      await catchUp(board)
      const ticket = board.memory.findTicket(ticketId)
      if (!ticket) {
        const links = await findTicketLinks(sql, ticketId)
        return refuse({ name: links?.boardId === boardId ? 'ticket-closed' : 'ticket-not-found' })
      }
      const { question, order } = await refine(
        board,
        rankTicket(ticket, factsOf(board, ticket), board.dispatch),
      )
      return { ok: true, advice: toAdvice(question, order, { ...board.dispatch, most }) }
    },
    suggest: async (boardId, ticketIds) => {
      const board = await findFreshBoard(boardId)
      if (!board) return refuse({ name: 'board-not-found' })
      await catchUp(board)
      const known: Suggestion[] = []
      const unknown: Ticket[] = []
      for (const id of new Set(ticketIds)) {
        const ticket = board.memory.findTicket(id)
        if (!ticket || ticket.assignment || ticket.offer) continue
        const kept = board.suggested.get(id)
        const isFresh = kept && performance.now() - kept.at <= suggestionAgeMs
        if (isFresh && kept.suggestion.ticketVersion === ticket.version) known.push(kept.suggestion)
        else unknown.push(ticket)
      }
      if (unknown.length > 0) known.push(...(await suggestAnew(board, unknown)))
      return { ok: true, suggestions: known }
    },
    scoreEngineer: async (boardId, engineerId, ticketIds) => {
      const board = await findFreshBoard(boardId)
      if (!board) return refuse({ name: 'board-not-found' })
      await catchUp(board)
      const engineer = board.memory.engineers().find(({ id }) => id === engineerId)
      if (!engineer) return refuse({ name: 'engineer-not-found' })
      const tickets = [...new Set(ticketIds)].flatMap((id) => board.memory.findTicket(id) ?? [])
      return { ok: true, scores: await scoreOnBoard(board, engineer, tickets) }
    },
    ring: (boardId, seq) => {
      const board = boards.get(boardId)
      if (!board) return
      if (performance.now() - board.askedAt > forgetAfterMs) {
        forget(board)
        return
      }
      board.head = Math.max(board.head, seq)
      // Should it fail, the next question reads again, and says so if it fails too.
      board.timer ??= setTimeout(() => void readLogOnce(board).catch(() => undefined), readAfterMs)
    },
    close: () => boards.forEach(forget),
    findFacts: async (boardId) => {
      const board = await findFreshBoard(boardId)
      if (!board) return undefined
      await catchUp(board)
      return {
        memory: board.memory,
        dispatch: board.dispatch,
        places: placesOn(boardId),
        bandsIn: (district) => travel.bandsOf(boardId, district),
        now: now(),
      }
    },
    prepare: async (boardId) => {
      await findFreshBoard(boardId)
    },
    toRecord: (ticket, choice, openLoad) => {
      const board = boards.get(ticket.boardId)
      if (!board) return undefined
      const facts = { ...factsOf(board, ticket), ...(openLoad && { openLoad }) }
      const kept = board.roads.get(ticket.id)
      const byEstimate = rankTicket(ticket, facts, board.dispatch)
      const { question, order } =
        kept && performance.now() - kept.at <= roadsAgeMs
          ? refineByRoad(byEstimate, kept.seconds, board.dispatch)
          : byEstimate
      return toDecisionRecord(question, order, board.dispatch, choice)
    },
  }
}
