import { migrateTicket } from '#contract/commands/migrate-ticket.ts'
import { findMigrationOrder } from '#db/flow-migration.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { refuse } from '#domain/rejection.ts'
import { mayMigrateTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { defineUseCase } from './use-case.ts'

export const migrateTicketUseCase = defineUseCase({
  command: migrateTicket,
  may: mayMigrateTicket,
  completeFacts: async (tx, facts, { migrationId }) => {
    const order = await findMigrationOrder(tx, migrationId)
    if (!order) return refuse({ name: 'wrong-field', field: 'migrationId' })
    const version = await readFlowVersion(tx, { id: order.flowId, number: order.to })
    return { ok: true, facts: { ...facts, target: { version, mapping: order.mapping } } }
  },
  save: saveTickets,
})
