import type { AppLoadContext } from '@remix-run/node'
import type { StandingTicket } from '#contract/flow-occupancy.ts'
import { findStandingTickets } from '#db/flow-occupancy.ts'
import type { Actor } from '#domain/actor.ts'
import { shownBoards } from '../../session/flow.server.ts'

const mostTickets = 6

/** The tickets on a node that are looked at first. */
export const loadStanding = (
  { database, now }: AppLoadContext,
  actor: Extract<Actor, { kind: 'person' }>,
  at: { flowId: string; nodeId: string },
): Promise<StandingTicket[]> =>
  findStandingTickets(database.sql, { ...at, boardIds: shownBoards(actor), most: mostTickets }, now())
