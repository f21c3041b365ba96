import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type ConnectionOptions, type Database } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'

/** A PostgreSQL server of its own in a temporary folder, with one migrated database to make copies of. */
export type ScratchPostgres = {
  options: ConnectionOptions
  template: string
  stop: () => Promise<void>
}

type ScratchOptions = {
  /** A folder with another server's bin/; without it the embedded one is used. */
  binaries?: string | undefined
  /** What only a server knows from its start on, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>
}

export async function startScratchPostgres({
  binaries,
  settings = {},
}: ScratchOptions = {}): Promise<ScratchPostgres> {
  const dataRoot = mkdtempSync(join(tmpdir(), 'paidan-scratch-'))
  // Where root runs this, the server runs as somebody else: a folder closed to it would move the data out of our reach.
  chmodSync(dataRoot, 0o755)
  const start = () =>
    startEmbeddedPostgres({ dataRoot, log: () => undefined, ...(binaries ? { binaries } : {}) })
  let server = await start()
  if (Object.keys(settings).length > 0) {
    const first = connect({ ...server.options, max: 1 })
    for (const [name, value] of Object.entries(settings))
      await first.sql.unsafe(`alter system set ${name} = '${value}'`)
    await first.close()
    await server.stop()
    server = await start()
  }
  const template = `template_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ ...server.options, max: 1 })
  await admin.sql.unsafe(`create database ${template}`)
  const database = connect({ ...server.options, database: template })
  await migrate(database)
  await database.close()
  await admin.close()
  return {
    options: server.options,
    template,
    stop: async () => {
      await server.stop()
      rmSync(dataRoot, { recursive: true, force: true })
    },
  }
}

export type TestDatabase = Database & {
  /** For a second connection, or a server process, on the same database. */
  connection: ConnectionOptions
  drop: () => Promise<void>
}

/** A fresh, migrated database: a copy of the template, made in about 50 ms. */
export async function copyTemplate({
  options,
  template,
}: Pick<ScratchPostgres, 'options' | 'template'>): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ ...options, max: 1 })
  await admin.sql.unsafe(`create database ${name} template ${template}`)
  const connection = { ...options, database: name }
  const database = connect(connection)
  return {
    ...database,
    connection,
    async drop() {
      await database.close()
      await admin.sql.unsafe(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}
