import { resolve } from 'node:path'
import { z } from 'zod'
import type { ConnectionOptions } from '#db/client.ts'

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
  logLevel: z.infer<typeof variables>['LOG_LEVEL']
}

/** All settings, or one readable list of everything that is wrong with them. */
export function parseSettings(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; settings: Settings } | { ok: false; problems: readonly string[] } {
  // An empty variable is how shells and compose files say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    }
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
      logLevel: value.LOG_LEVEL,
    },
  }
}
