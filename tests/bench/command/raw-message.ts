import type { CommandMessage } from '#contract/command.ts'

/** What the load generator sends to the raw server. */
export type RawMessage = { id: number } & Extract<CommandMessage, { name: 'assignTicket' | 'unassignTicket' }>
