import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export const findInstallation = (db: Kysely<Schema>) =>
  db.selectFrom('installation').select(['organisation', 'demo', 'demo_from']).executeTakeFirst()
