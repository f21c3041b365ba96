import type { Engineer } from '../engineer.ts'
import { defaultFlow } from '../flow/default-flow.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import { noon } from '../sample-board.ts'
import type { BoardFacts, Decision, DecisionContext } from './board-facts.ts'

/** What the tests of the deciders decide about: a board with these tickets and engineers, at noon in Shanghai. */
export const sampleFacts = (
  { tickets = [], engineers = [] }: { tickets?: readonly Ticket[]; engineers?: readonly Engineer[] },
  board: Partial<BoardFacts['board']> = {},
): BoardFacts => ({
  board: { id: 'board', timeZone: 'Asia/Shanghai', closed: false, flow: null, ...board },
  flowOf: () => defaultFlow,
  findTicket: (id) => tickets.find((ticket) => ticket.id === id),
  findEngineer: (id) => engineers.find((engineer) => engineer.id === id),
  engineerName: (id) => engineers.find((engineer) => engineer.id === id)?.name ?? '',
  openLoad: (id) => tickets.filter((ticket) => isOpen(ticket) && ticket.assignment?.engineerId === id).length,
})

export const sampleContext: DecisionContext = {
  now: noon,
  actor: { kind: 'person', id: 'sun', name: '孙悦', role: 'dispatcher', boardIds: ['board'] },
}

/** The one event of a decision, or the refusal. */
export const outcomeOf = (decision: Decision) =>
  decision.ok ? (decision.events.length === 1 ? decision.events[0] : decision.events) : decision.rejection
