import { Migrator } from 'kysely'
import type { Database } from './client.ts'
import * as firstRoad from './migrations/001-first-road.ts'
import * as savedView from './migrations/002-saved-view.ts'
import * as trip from './migrations/003-trip.ts'
import * as dispatch from './migrations/004-dispatch.ts'
import * as demoInTheMaking from './migrations/005-demo-in-the-making.ts'
import * as flowDocument from './migrations/007-flow-document.ts'
import * as flowVersion from './migrations/008-flow-version.ts'
import * as offers from './migrations/009-offers.ts'
import * as runningFlows from './migrations/010-running-flows.ts'
import * as outboxes from './migrations/011-outboxes.ts'
import * as calendars from './migrations/012-calendars.ts'
import * as flowMigration from './migrations/013-flow-migration.ts'
import * as shorterWays from './migrations/014-shorter-ways.ts'
import * as subTickets from './migrations/015-sub-tickets.ts'
import * as foundByTicket from './migrations/016-found-by-ticket.ts'
import * as watchedMigrations from './migrations/017-watched-migrations.ts'
import * as teams from './migrations/018-teams.ts'
import * as answersNotTaken from './migrations/019-answers-not-taken.ts'
import * as unheldTickets from './migrations/020-unheld-tickets.ts'
import * as runningOnBoard from './migrations/021-running-on-board.ts'
import * as workByHandler from './migrations/022-work-by-handler.ts'

const migrations = {
  '001-first-road': firstRoad,
  '002-saved-view': savedView,
  '003-trip': trip,
  '004-dispatch': dispatch,
  '005-demo-in-the-making': demoInTheMaking,
  '007-flow-document': flowDocument,
  '008-flow-version': flowVersion,
  '009-offers': offers,
  '010-running-flows': runningFlows,
  '011-outboxes': outboxes,
  '012-calendars': calendars,
  '013-flow-migration': flowMigration,
  '014-shorter-ways': shorterWays,
  '015-sub-tickets': subTickets,
  '016-found-by-ticket': foundByTicket,
  '017-watched-migrations': watchedMigrations,
  '018-teams': teams,
  '019-answers-not-taken': answersNotTaken,
  '020-unheld-tickets': unheldTickets,
  '021-running-on-board': runningOnBoard,
  '022-work-by-handler': workByHandler,
}
const oldestMajor = 15

/** The server behind DATABASE_URL is older than what the product is tested with. */
export class OldPostgres extends Error {}

/** Brings the schema up to date. Several nodes may start at once: an advisory lock lets one do it and the others wait. */
export async function migrate({ kysely, sql }: Database): Promise<void> {
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`
  const version = server?.version ?? 'unknown'
  if (Number.parseInt(version, 10) < oldestMajor)
    throw new OldPostgres(`Paidan needs PostgreSQL ${oldestMajor} or newer; this one is ${version}.`)
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('the database schema could not be brought up to date', { cause: error })
}
