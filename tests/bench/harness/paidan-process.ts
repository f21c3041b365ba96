import { nothingOutside } from '#server/outboxes.ts'
import type { ConnectionOptions } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import { startPaidan, type Paidan } from '#server/paidan.ts'

/** The whole product without its pages, on a free port. */
export const startBenchPaidan = (connection: ConnectionOptions, now?: () => Instant): Promise<Paidan> =>
  startPaidan({
    settings: {
      port: 0,
      host: '127.0.0.1',
      database: { kind: 'server', connection },
      redisUrl: undefined,
      demo: false,
      publicOrigin: undefined,
      mapStyleUrl: undefined,
      travel: { engine: null, budgetMs: 150 },
      outbound: nothingOutside,
      logLevel: 'warn',
    },
    pages: undefined,
    ...(now && { now }),
  })
