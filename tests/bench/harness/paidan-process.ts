import { nothingOutside } from '#server/outboxes.ts'
import type { ConnectionOptions } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import { startPaidan, type Paidan, type PaidanOptions } from '#server/paidan.ts'

/** The whole product on a free port, without its pages unless they are given. */
export const startBenchPaidan = (
  connection: ConnectionOptions,
  { now, pages }: { now?: () => Instant; pages?: PaidanOptions['pages'] } = {},
): Promise<Paidan> =>
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
    pages,
    ...(now && { now }),
  })
