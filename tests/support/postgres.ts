import type { TestProject } from 'vitest/node'
import { startScratchPostgres } from './scratch-postgres.ts'

/**
 * One PostgreSQL server for the whole run. PAIDAN_TEST_POSTGRES names a folder with another server's bin/ (for example
 * /usr/lib/postgresql/15); without it the embedded one is used. A template database is migrated once; files copy it.
 */
export default async function setup(project: TestProject) {
  const server = await startScratchPostgres({ binaries: process.env['PAIDAN_TEST_POSTGRES'] })
  project.provide('postgres', server.options)
  project.provide('template', server.template)
  return server.stop
}
