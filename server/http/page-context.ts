import type { Database } from '#db/client.ts'
import type { Channel } from '#domain/flow-graph/people.ts'
import type { Instant } from '#domain/instant.ts'
import type { TravelBands } from '#geo/travel-estimate.ts'
import type { Auth } from '../auth/auth.ts'
import type { CreateTickets } from '../commands/create-tickets.ts'

/** What loaders and actions are given: they import no database or server object of their own. */
export type PageContext = {
  database: Database
  auth: Auth
  createTickets: CreateTickets
  /** Afterwards the log of a flow's document holds what this node has taken. */
  flushFlow: (flowId: string) => Promise<void>
  /** After the commit: everybody who has the flow open, on whatever node, is told of its new version. */
  announceVersion: (flowId: string, number: number) => void
  now: () => Instant
  /** How fast one gets about in a district of a board, as its finished trips have shown. */
  travelBandsOf: (boardId: string, district: string | null) => TravelBands
  mapStyleUrl: string | undefined
  /** Webhooks of flows may call machines inside. */
  allowPrivateWebhooks: boolean
  newWebhookSecret: () => string
  /** The ways that messages of flows can go on this installation. */
  channels: readonly Channel[]
  /** The session cookie, read and written. */
  readSessionToken: (cookieHeader: string | null) => string | undefined
  writeSessionCookie: (token: string, maxAgeSeconds: number | undefined) => string
  /** The address a request came from, for limits. */
  clientAddress: string
}
