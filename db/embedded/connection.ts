import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { hasCode } from './failure.ts'
import type { Address } from './postmaster.ts'

/** Options for postgres.js. `host` is the folder of the unix socket, or 127.0.0.1. */
export type ConnectionOptions = {
  host: string
  port: number
  user: string
  password?: string
  database: 'paidan'
}

/**
 * ready: answers queries. no-database: answers, but `paidan` is not there yet. starting: starts, recovers or shuts down.
 * refused: answers, but not to us. silent: nobody answers.
 */
type Answer = 'ready' | 'no-database' | 'starting' | 'refused' | 'silent'

export const superuser = 'paidan'

/** Lies inside the data directory, so that the two cannot be parted; PostgreSQL lets foreign files be. */
export function passwordFile(dataDirectory: string): string {
  return join(dataDirectory, 'paidan-password')
}

export async function connectionOptions(dataDirectory: string, address: Address): Promise<ConnectionOptions> {
  switch (address.kind) {
    case 'socket':
      // No password: the socket lies in a folder that only the server's own account (and root) can enter.
      return { host: address.directory, port: address.port, user: superuser, database: 'paidan' }
    case 'tcp':
      return {
        host: '127.0.0.1',
        port: address.port,
        user: superuser,
        password: await readFile(passwordFile(dataDirectory), 'utf8'),
        database: 'paidan',
      }
  }
}

/** Asks the server one question, and waits at most a second for the answer. */
export async function askServer(options: ConnectionOptions): Promise<Answer> {
  const sql = postgres({ ...options, max: 1, connect_timeout: 1, fetch_types: false })
  try {
    await sql`select 1`
    return 'ready'
  } catch (error) {
    if (hasCode(error, '3D000')) return 'no-database'
    if (hasCode(error, '57P03')) return 'starting'
    return error instanceof postgres.PostgresError ? 'refused' : 'silent'
  } finally {
    await sql.end({ timeout: 0 })
  }
}

export async function createDatabase(options: ConnectionOptions): Promise<void> {
  const sql = postgres({ ...options, database: 'postgres', max: 1, fetch_types: false })
  try {
    await sql`create database ${sql(options.database)}`
  } catch (error) {
    // Two processes found it missing at the same moment, and the other one was first.
    if (!hasCode(error, '42P04', '23505')) throw error
  } finally {
    await sql.end()
  }
}
