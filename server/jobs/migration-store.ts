import type { MigrationDetail, MigrationOutcome } from '#contract/flow-migration.ts'
import type { Sql } from '#db/client.ts'
import {
  claimMigration,
  endMigration,
  findOpenMigrationTickets,
  findStepsOfCommand,
  holdMigration,
  listMigrationTickets,
  settleMigrationTicket,
} from '#db/flow-migration.ts'
import type { Instant } from '#domain/instant.ts'

export type MigrationStore = ReturnType<typeof createMigrationStore>

/** So long another node waits before it goes on with what this one had begun. A batch of tickets takes far less. */
const claimMs = 5_000

/** What the database knows of the migrations of flows. */
export const createMigrationStore = (sql: Sql, now: () => Instant) => ({
  /** One that is to be done, for this node only, for a while. */
  claim: () => claimMigration(sql, { now: now(), claimMs }),
  /** False when somebody has ended it. */
  hold: (migrationId: string) => holdMigration(sql, migrationId, now() + claimMs),
  /** Puts on its list what is not there yet. */
  list: (migrationId: string) => listMigrationTickets(sql, migrationId, now()),
  findOpen: (migrationId: string, most: number) => findOpenMigrationTickets(sql, migrationId, most),
  findSteps: (boardId: string, commandId: string) => findStepsOfCommand(sql, boardId, commandId),
  settle: (migrationId: string, ticketId: string, outcome: MigrationOutcome, detail: MigrationDetail) =>
    settleMigrationTicket(sql, migrationId, ticketId, { outcome, detail, at: now() }),
  end: (migrationId: string) => endMigration(sql, migrationId, now()),
})
