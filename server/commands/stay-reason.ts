import type { StayReason } from '#contract/flow-migration.ts'
import type { Rejection } from '#domain/rejection.ts'

/** Why the ticket stays on its version, when the command that would take it to another was refused. */
export const stayReasonOf = (rejection: Rejection): StayReason =>
  rejection.name === 'ticket-stays' ? rejection.why : { name: 'refused', rejection: rejection.name }

/** What is told of an error that nobody expected; the log has all of it. */
export const brokenReasonOf = (error: unknown): StayReason => ({
  name: 'broke',
  error: (error instanceof Error ? error.message : String(error)).slice(0, 300),
})
