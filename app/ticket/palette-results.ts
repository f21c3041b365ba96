import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import type { Engineer } from '#domain/engineer.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { bestMatches } from './palette-match.ts'

/** Something that can be done right now; the board says what, the palette finds it by its words. */
export type PaletteAction = {
  id: string
  label: string
  hotkey?: string
  run: () => void
}

export type PaletteResult =
  | { kind: 'action'; id: string; action: PaletteAction }
  | { kind: 'engineer'; id: string; engineer: Engineer }
  | { kind: 'ticket'; id: string; ticket: Ticket }

const most = { action: 5, engineer: 5, ticket: 8 } as const

/** What a query finds, in the order in which the palette shows it: commands, engineers, tickets. */
export function findResults(
  query: string,
  { engineers, shown }: Pick<BoardClientState, 'engineers' | 'shown'>,
  actions: readonly PaletteAction[],
): PaletteResult[] {
  const isEmpty = query.trim() === ''
  return [
    ...bestMatches(query, actions, ({ label }) => label, isEmpty ? actions.length : most.action).map(
      (action) => ({ kind: 'action' as const, id: `action ${action.id}`, action }),
    ),
    // Without a query the list of everybody says nothing.
    ...(isEmpty ? [] : bestMatches(query, engineers.values(), textOfEngineer, most.engineer)).map(
      (engineer) => ({ kind: 'engineer' as const, id: `engineer ${engineer.id}`, engineer }),
    ),
    ...(isEmpty ? [] : openFirst(bestMatches(query, shown.values(), textOfTicket, most.ticket))).map(
      (ticket) => ({
        kind: 'ticket' as const,
        id: `ticket ${ticket.id}`,
        ticket,
      }),
    ),
  ]
}

const openFirst = (tickets: readonly Ticket[]): Ticket[] =>
  tickets.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))

const textOfEngineer = ({ name, skills }: Engineer): string =>
  [name, ...skills.map(({ skill }) => skill)].join(' ')

const textOfTicket = ({ number, title, customer, address, district, externalId }: Ticket): string =>
  [number, title, customer?.name, address, district, externalId].filter(Boolean).join(' ')
