import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { Schema } from './schema.ts'

/** Columns of type timestamptz come and go as `Instant` numbers, bigint as number: both stay far below 2^53. */
type Types = { instant: number; bigint: number }
export type Sql = postgres.Sql<Types>
export type Transaction = postgres.TransactionSql<Types>

export type ConnectionOptions = {
  url?: string
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
  max?: number
}

export type Database = {
  /** For the hot statements: tagged SQL with prepared statements. */
  sql: Sql
  /** For everything else: typed queries and migrations, over the same pool. */
  kysely: Kysely<Schema>
  close: () => Promise<void>
}

const timestamptz = 1184
const int8 = 20

export function connect({ url, ...options }: ConnectionOptions): Database {
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    max: 10,
    // The driver's own pauses grow to 20 s: so long a page would wait to say that the database is away, and a stop too.
    backoff: (retries: number) => Math.min(3 ** retries / 100, 0.5) * (0.5 + Math.random() / 2),
    ...options,
    // A server notice (for example "table exists already") is no news for our log.
    onnotice: () => undefined,
    connection: { application_name: 'paidan', TimeZone: 'UTC' },
    types: {
      instant: {
        to: timestamptz,
        from: [timestamptz],
        serialize: (value: number | Date) => new Date(value).toISOString(),
        parse: (text: string) => new Date(text).getTime(),
      },
      bigint: { to: int8, from: [int8], serialize: String, parse: Number },
    },
  }
  const sql = (url ? postgres(url, settings) : postgres(settings)) as Sql
  return {
    sql,
    kysely: new Kysely<Schema>({ dialect: new PostgresJSDialect({ postgres: sql as postgres.Sql }) }),
    close: () => sql.end({ timeout: 5 }),
  }
}

const connectionErrors = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01', // the administrator ended the connection
  '57P02', // crash of another backend
  '57P03', // the server is starting up or shutting down
  '53300', // too many connections
])

/** Whether the error says that the database cannot be reached, rather than that a statement was wrong. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && connectionErrors.has(String(error.code))
