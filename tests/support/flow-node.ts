import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Database } from '#db/client.ts'
import { createDoorbell } from '#realtime/server/doorbell.ts'
import { createAuth } from '#server/auth/auth.ts'
import { createSignInLimiter } from '#server/auth/sign-in-limiter.ts'
import { createAdmitToFlow, openFlowRooms } from '#server/flow-rooms.ts'

/** Nothing but the rooms, on a real database and a real port, with times that a test need not wait for. */
export async function startFlowNode(
  database: Database,
  { recheckMs = 30_000, unloadAfterMs = 30_000 }: { recheckMs?: number; unloadAfterMs?: number },
) {
  const log = pino({ level: 'silent' })
  const http = createServer()
  const limiter = createSignInLimiter(undefined)
  const auth = createAuth({ database, now: Date.now, demo: false, limiter, setupToken: undefined })
  const doorbell = await createDoorbell({ relay: null, sql: database.sql, log })
  const rooms = openFlowRooms({
    http,
    database,
    admit: createAdmitToFlow({ auth, database }),
    doorbell,
    relay: null,
    publicOrigin: undefined,
    now: Date.now,
    log,
    recheckMs,
    unloadAfterMs,
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    rooms,
    countConnections: () =>
      new Promise<number>((resolve, reject) =>
        http.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      await rooms.close()
      await doorbell.close()
      http.close()
      http.closeAllConnections()
    },
  }
}
