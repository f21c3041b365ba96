import { resolve } from 'node:path'
import { z } from 'zod'
import type { ConnectionOptions } from '#db/client.ts'
import type { OutboundSettings } from './outboxes.ts'
import type { TravelSettings } from './travel/open-travel.ts'

const url = (protocols: readonly string[]) =>
  z.url().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    error: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  })

const variables = z.object({
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: url(['postgres', 'postgresql']).optional(),
  REDIS_URL: url(['redis', 'rediss']).optional(),
  PAIDAN_DATA: z.string().min(1).default('.paidan'),
  PAIDAN_DEMO: z.enum(['city', 'off'], { error: 'must be "city" or "off"' }).optional(),
  PAIDAN_ORIGIN: url(['http', 'https']).optional(),
  PAIDAN_MAP_STYLE_URL: url(['http', 'https']).optional(),
  TRAVEL_URL: url(['http', 'https']).optional(),
  TRAVEL_ENGINE: z.enum(['osrm', 'valhalla'], { error: 'must be "osrm" or "valhalla"' }).optional(),
  TRAVEL_DATUM: z
    .enum(['wgs84', 'gcj02', 'bd09'], { error: 'must be "wgs84", "gcj02" or "bd09"' })
    .default('wgs84'),
  // The end is far below the 10 s after which a failed engine is tried again: no answer can meet the wrong trial.
  TRAVEL_BUDGET_MS: z.coerce.number({ error: 'must be a number' }).int().min(10).max(5_000).default(150),
  PAIDAN_PRIVATE_WEBHOOKS: z
    .enum(['allow', 'refuse'], { error: 'must be "allow" or "refuse"' })
    .default('refuse'),
  CHAT_ROBOT_URL: url(['http', 'https']).optional(),
  SMS_GATEWAY_URL: url(['http', 'https']).optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .optional(),
})

export type Settings = {
  port: number
  host: string
  database: { kind: 'embedded'; dataRoot: string } | { kind: 'server'; connection: ConnectionOptions }
  redisUrl: string | undefined
  /** Demo city and demo sign-ins. By default only on the embedded database. */
  demo: boolean
  /** The address people use, when a proxy in front makes it another than the Host header says. */
  publicOrigin: string | undefined
  mapStyleUrl: string | undefined
  travel: TravelSettings
  outbound: OutboundSettings
  logLevel: z.infer<typeof variables>['LOG_LEVEL']
}

/** All settings, or one readable list of everything that is wrong with them. */
export function parseSettings(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; settings: Settings } | { ok: false; problems: readonly string[] } {
  // An empty variable is how shells and compose files say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(given)
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...missingHalf(given),
  ]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  const value = parsed.data
  return {
    ok: true,
    settings: {
      port: value.PORT,
      host: value.HOST,
      database: value.DATABASE_URL
        ? { kind: 'server', connection: { url: value.DATABASE_URL } }
        : { kind: 'embedded', dataRoot: resolve(value.PAIDAN_DATA) },
      redisUrl: value.REDIS_URL,
      demo: value.PAIDAN_DEMO ? value.PAIDAN_DEMO === 'city' : value.DATABASE_URL === undefined,
      publicOrigin: value.PAIDAN_ORIGIN && new URL(value.PAIDAN_ORIGIN).origin,
      mapStyleUrl: value.PAIDAN_MAP_STYLE_URL,
      travel: {
        engine:
          value.TRAVEL_URL && value.TRAVEL_ENGINE
            ? { kind: value.TRAVEL_ENGINE, url: value.TRAVEL_URL, datum: value.TRAVEL_DATUM }
            : null,
        budgetMs: value.TRAVEL_BUDGET_MS,
      },
      outbound: {
        allowPrivateWebhooks: value.PAIDAN_PRIVATE_WEBHOOKS === 'allow',
        channels: {
          chatRobotUrl: value.CHAT_ROBOT_URL,
          smsGateway: value.SMS_GATEWAY_URL
            ? { url: value.SMS_GATEWAY_URL, token: value.SMS_GATEWAY_TOKEN }
            : undefined,
        },
      },
      logLevel: value.LOG_LEVEL,
    },
  }
}

/** An address says nothing of what answers there, and an engine needs an address. */
const missingHalf = ({
  TRAVEL_URL,
  TRAVEL_ENGINE,
}: Readonly<Record<string, string | undefined>>): string[] => [
  ...(TRAVEL_URL && !TRAVEL_ENGINE ? ['TRAVEL_ENGINE: is needed with TRAVEL_URL'] : []),
  ...(TRAVEL_ENGINE && !TRAVEL_URL ? ['TRAVEL_URL: is needed with TRAVEL_ENGINE'] : []),
]
