import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Logger } from 'pino'
import * as fields from '#contract/fields.ts'
import { isDatabaseAway, type Database } from '#db/client.ts'
import { isFlowOpen } from '#db/flow-documents.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import type { Doorbell } from '#realtime/server/doorbell.ts'
import { createFlowRooms, type Admission, type FlowRooms } from '#realtime/server/flow-rooms/flow-rooms.ts'
import { createFlowStore } from '#realtime/server/flow-rooms/flow-store.ts'
import type { connectRelay } from '#realtime/server/redis-relay.ts'
import type { Auth } from './auth/auth.ts'
import { isOwnOrigin } from './auth/origin.ts'
import { readSessionCookie } from './auth/session-cookie.ts'
import { mayEditFlows, mayReadFlows } from './policies/flow.ts'

/** What the doorbell rings instead of an id when somebody may no longer do what they could. */
export const rightsChanged = 'rights'

/** What the doorbell rings before a flow's id when a version of it was published; the number goes with it. */
const versionPublished = 'version:'

export type AdmitToFlow = (request: IncomingMessage, flowId: string) => Promise<Admission>

/** Session, then role, then whether there is such a flow: who may not look learns nothing of what there is. */
export const createAdmitToFlow =
  ({ auth, database }: { auth: Auth; database: Database }): AdmitToFlow =>
  async (request, flowId) => {
    try {
      const principal = await auth.findPrincipal(readSessionCookie(request.headers.cookie))
      if (!principal) return refuse({ name: 'session-expired' })
      if (!mayReadFlows(principal.actor)) return refuse({ name: 'not-allowed' })
      const isThere = fields.id.safeParse(flowId).success && (await isFlowOpen(database.sql, flowId))
      if (!isThere) return refuse({ name: 'flow-not-found' })
      return { ok: true, principal, readOnly: !mayEditFlows(principal.actor) }
    } catch (error) {
      if (isDatabaseAway(error)) return refuse({ name: 'database-away' })
      throw error
    }
  }

/** Joins the rooms of flow documents to the database, to the other nodes and to the HTTP server. */
export function openFlowRooms(options: {
  http: Server
  database: Database
  admit: AdmitToFlow
  doorbell: Doorbell
  relay: ReturnType<typeof connectRelay> | null
  publicOrigin: string | undefined
  now: () => Instant
  log: Logger
  recheckMs?: number
  unloadAfterMs?: number
}): FlowRooms & { announceVersion: (flowId: string, number: number) => void } {
  const { database, doorbell, publicOrigin, ...rest } = options
  const rooms = createFlowRooms({
    ...rest,
    store: createFlowStore(database.sql),
    isAllowedOrigin: ({ headers }) => isOwnOrigin(headers.origin, headers.host, publicOrigin),
    nodeId: randomUUID(),
    ring: doorbell.ring,
  })
  // The ids of flows and of boards are never the same, so one doorbell serves both.
  doorbell.onRing((name, seq) => {
    if (name === rightsChanged) void rooms.recheck()
    else if (name.startsWith(versionPublished)) rooms.hearOfVersion(name.slice(versionPublished.length), seq)
    else rooms.hearOf(name, seq)
  })
  return {
    ...rooms,
    announceVersion: (flowId, number) => doorbell.ring(`${versionPublished}${flowId}`, number),
  }
}
