import { Migrator } from 'kysely'
import type { Database } from './client.ts'
import * as firstRoad from './migrations/001-first-road.ts'

const migrations = { '001-first-road': firstRoad }

/** Brings the schema up to date. Several nodes may start at once: an advisory lock lets one do it and the others wait. */
export async function migrate({ kysely }: Database): Promise<void> {
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('the database schema could not be brought up to date', { cause: error })
}
