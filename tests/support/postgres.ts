import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'

/**
 * One PostgreSQL server for the whole run. PAIDAN_TEST_POSTGRES names a folder with another server's bin/ (for example
 * /usr/lib/postgresql/15); without it the embedded one is used. A template database is migrated once; files copy it.
 */
export default async function setup(project: TestProject) {
  const dataRoot = mkdtempSync(join(tmpdir(), 'paidan-tests-'))
  const binaries = process.env['PAIDAN_TEST_POSTGRES']
  const lines: string[] = []
  const server = await startEmbeddedPostgres({
    dataRoot,
    log: (line) => lines.push(line),
    ...(binaries ? { binaries } : {}),
  })
  const template = `template_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ ...server.options, max: 1 })
  await admin.sql.unsafe(`create database ${template}`)
  const database = connect({ ...server.options, database: template })
  await migrate(database)
  await database.close()
  await admin.close()
  project.provide('postgres', server.options)
  project.provide('template', template)
  return async () => {
    await server.stop()
    rmSync(dataRoot, { recursive: true, force: true })
  }
}
