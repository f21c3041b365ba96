import type { Envelope } from '#contract/define-command.ts'
import type { Rejection } from '#domain/rejection.ts'

/** Two that make the same thing at the very same moment pass each other's checks; a constraint stops the slower one. */
export function findTwinRefusal(error: unknown, input: Envelope): Rejection | undefined {
  const constraint = error instanceof Error && 'constraint_name' in error ? error.constraint_name : undefined
  switch (constraint) {
    case 'board_event_command':
      return { name: 'command-id-taken' }
    case 'ticket_pkey':
      return { name: 'ticket-exists' }
    case 'ticket_external':
      return {
        name: 'external-id-taken',
        externalId: 'externalId' in input ? String(input.externalId) : '',
      }
    case 'note_pkey':
      return { name: 'note-exists' }
    default:
      return undefined
  }
}
