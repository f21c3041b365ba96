import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Logger } from 'pino'
import type { AdviceAnswer, EngineerScoresAnswer, SuggestionAnswer } from '#contract/wire.ts'
import { findEventsAfter, findHeads } from '#db/board-log.ts'
import { isDatabaseAway, type Database } from '#db/client.ts'
import { isFlowOpen } from '#db/flow-documents.ts'
import { findFlowStanding } from '#db/flow-occupancy.ts'
import { findEngineerRef, findLastPositions, saveLastPositions } from '#db/last-position.ts'
import { countNotices } from '#db/notice.ts'
import { findOfferBoard } from '#db/offer-board.ts'
import { refuse } from '#domain/rejection.ts'
import type { Instant } from '#domain/instant.ts'
import type { Doorbell } from '#realtime/server/doorbell.ts'
import { createGateway } from '#realtime/server/gateway.ts'
import { createLogTail } from '#realtime/server/log-tail.ts'
import { createOccupancyFeed } from '#realtime/server/occupancy-feed.ts'
import { createNoticeFeed } from '#realtime/server/notice-feed.ts'
import { createOfferFeed } from '#realtime/server/offer-feed.ts'
import { createPositionFanOut } from '#realtime/server/position-fan-out.ts'
import { createPositionBook, type PositionBook } from '#realtime/server/positions.ts'
import { createPresenceBook } from '#realtime/server/presence.ts'
import type { connectRelay } from '#realtime/server/redis-relay.ts'
import type { Auth, Principal } from './auth/auth.ts'
import { isOwnOrigin } from './auth/origin.ts'
import { recheckPrincipals } from './auth/recheck.ts'
import { readSessionCookie } from './auth/session-cookie.ts'
import type { RunCommand } from './commands/run-command.ts'
import { readBearer } from './http/device-api.ts'
import type { Planner } from './planning/plan-backlog.ts'
import { mayWatchBoard } from './policies/board.ts'
import { mayReadFlows } from './policies/flow.ts'
import { mayAskAdvice, mayAskPlan } from './policies/ticket.ts'

export type Realtime = { close: () => Promise<void> }

type RelayOrNone = ReturnType<typeof connectRelay> | null

/** Where everybody is, as the database last knew it and the devices have told since. */
export const openPositions = ({
  database: { sql },
  relay,
  now,
  log,
}: {
  database: Database
  relay: RelayOrNone
  now: () => Instant
  log: Logger
}): Promise<PositionBook> =>
  createPositionBook({
    load: () => findLastPositions(sql),
    save: (rows) => saveLastPositions(sql, rows),
    findEngineer: (engineerId) => findEngineerRef(sql, engineerId),
    relay,
    now,
    log,
  })

/** Joins the parts of realtime/server to each other, to the database and to the HTTP server. */
export function openRealtime(options: {
  http: Server
  database: Database
  auth: Auth
  runCommand: RunCommand
  advise: (boardId: string, ticketId: string) => Promise<AdviceAnswer>
  suggest: (boardId: string, ticketIds: readonly string[]) => Promise<SuggestionAnswer>
  scoreEngineer: (
    boardId: string,
    engineerId: string,
    ticketIds: readonly string[],
  ) => Promise<EngineerScoresAnswer>
  plan: Planner
  doorbell: Doorbell
  positions: PositionBook
  relay: RelayOrNone
  publicOrigin: string | undefined
  now: () => Instant
  log: Logger
}): Realtime {
  const { http, database, auth, runCommand, doorbell, positions, relay, publicOrigin, now, log } = options
  const { sql } = database
  const gateway = createGateway({
    http,
    // A device token is shown on purpose, unlike a cookie: no other site can make a browser send one.
    isAllowedOrigin: ({ headers }) =>
      readBearer(headers.authorization) !== undefined ||
      isOwnOrigin(headers.origin, headers.host, publicOrigin),
    authenticate: (request) => authenticate(auth, request),
    recheck: (principals) => recheckPrincipals(sql, principals, now()),
    mayWatch: mayWatchBoard,
    findFlowRefusal: async (actor, flowId) => {
      if (!mayReadFlows(actor)) return refuse({ name: 'not-allowed' })
      return (await isFlowOpen(sql, flowId)) ? undefined : refuse({ name: 'flow-not-found' })
    },
    mayAdvise: mayAskAdvice,
    advise: options.advise,
    suggest: options.suggest,
    scoreEngineer: options.scoreEngineer,
    mayPlan: mayAskPlan,
    plan: options.plan,
    runCommand,
    isDatabaseAway,
    readEventsAfter: (boardId, seq, limit) => findEventsAfter(sql, boardId, seq, limit),
    now,
    log,
  })
  const tail = createLogTail({
    readHeads: (boardIds) => findHeads(sql, boardIds),
    readEventsAfter: (boardId, seq, limit) => findEventsAfter(sql, boardId, seq, limit),
    deliver: gateway.sendEvents,
    deliverHead: gateway.sendHead,
    now,
    log,
  })
  const fanOut = createPositionFanOut({ positions, broadcast: gateway.sendPositions, now })
  const presence = createPresenceBook({ deliver: gateway.sendPresence, nodeId: randomUUID(), relay })
  const offerFeed = createOfferFeed({
    readBoard: (boardId, engineerIds) => findOfferBoard(sql, boardId, engineerIds),
    now,
    log,
  })
  const occupancyFeed = createOccupancyFeed({
    count: (flowId) => findFlowStanding(sql, flowId, now()),
    now,
    log,
  })
  const noticeFeed = createNoticeFeed({ count: (personIds) => countNotices(sql, personIds), log })
  doorbell.onRing(tail.ring)
  doorbell.onRing(offerFeed.ring)
  doorbell.onRing(occupancyFeed.ring)
  doorbell.onRing(noticeFeed.ring)
  gateway.open({ tail, positions, fanOut, presence, offerFeed, occupancyFeed, noticeFeed })
  return {
    close: async () => {
      gateway.close()
      presence.close()
      fanOut.close()
      tail.close()
      offerFeed.close()
      occupancyFeed.close()
      noticeFeed.close()
      await doorbell.close()
      await positions.close()
      relay?.close()
    },
  }
}

async function authenticate(auth: Auth, request: IncomingMessage) {
  const bearer = readBearer(request.headers.authorization)
  const principal: Principal | undefined = bearer
    ? await auth.findDevice(bearer)
    : await auth.findPrincipal(readSessionCookie(request.headers.cookie))
  if (principal) return { ok: true as const, principal }
  return refuse(bearer ? { name: 'device-unknown' } : { name: 'session-expired' })
}
