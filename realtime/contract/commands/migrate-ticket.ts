import { decideMigrateTicket, type MigrationFacts } from '#domain/decide/decide-migrate-ticket.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

/** Where to, and which nodes become which, stands with the migration. */
const schema = onBoard({ ticketId: id, migrationId: id })

export const migrateTicket = defineCommand<'migrateTicket', ReturnType<typeof schema.parse>, MigrationFacts>({
  name: 'migrateTicket',
  schema,
  touches: touchesTicket,
  decide: decideMigrateTicket,
})
