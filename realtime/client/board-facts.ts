import type { CommandMessage } from '#contract/command.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import type { NewTicketFacts } from '#domain/decide/decide-ticket-content.ts'
import type { Engineer } from '#domain/engineer.ts'
import { flowOf, type BoardFlows } from '#domain/flow/board-flows.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'

export type BoardBase = {
  board: BoardFacts['board']
  flows: BoardFlows
  engineers: ReadonlyMap<string, Engineer>
}

/** What a decision may look at, as this screen knows it. */
export function createBoardFacts(
  { board, flows, engineers }: BoardBase,
  tickets: ReadonlyMap<string, Ticket>,
): BoardFacts {
  let loads: ReadonlyMap<string, number> | undefined
  return {
    board,
    flowOf: (ticket) => flowOf(flows, ticket),
    findTicket: (id) => tickets.get(id),
    findEngineer: (id) => engineers.get(id),
    engineerName: (id) => engineers.get(id)?.name ?? '',
    openLoad: (engineerId) => {
      // Counted once for all: a decision asks for one engineer, a list of drop targets for every one.
      loads ??= countLoads(tickets.values())
      return loads.get(engineerId) ?? 0
    },
  }
}

function countLoads(tickets: Iterable<Ticket>): ReadonlyMap<string, number> {
  const loads = new Map<string, number>()
  for (const ticket of tickets) {
    if (!ticket.assignment || !isOpen(ticket)) continue
    const { engineerId } = ticket.assignment
    loads.set(engineerId, (loads.get(engineerId) ?? 0) + 1)
  }
  return loads
}

/** What only the server can look up about a new ticket is guessed as empty until its event comes. */
export function guessNewTicketFacts(message: CommandMessage): NewTicketFacts {
  const customer = message.name === 'createTicket' ? message.input.customer : null
  return {
    number: '',
    district: null,
    customer: customer && 'name' in customer ? { id: '', name: customer.name, phoneMasked: '' } : null,
    asset: null,
    externalIdTaken: false,
  }
}
