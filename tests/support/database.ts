import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { connect, type ConnectionOptions, type Database } from '#db/client.ts'

export type TestDatabase = Database & {
  /** For a second connection, or a server process, on the same database. */
  connection: ConnectionOptions
  drop: () => Promise<void>
}

/** A fresh, migrated database: a copy of the template, made in about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ ...server, max: 1 })
  await admin.sql.unsafe(`create database ${name} template ${inject('template')}`)
  const connection = { ...server, database: name }
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
