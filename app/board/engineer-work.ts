import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'

/** What an engineer is doing, told by the tickets held: on site before en route before free. */
export type EngineerActivity = 'idle' | 'en-route' | 'on-site'

export type EngineerWork = { load: number; activity: EngineerActivity; ticketIds: readonly string[] }

const noWork: EngineerWork = { load: 0, activity: 'idle', ticketIds: [] }

/** Open tickets per engineer; those who hold none are left out. */
export function findWork(tickets: Iterable<Ticket>): ReadonlyMap<string, EngineerWork> {
  const work = new Map<string, { load: number; activity: EngineerActivity; ticketIds: string[] }>()
  for (const ticket of tickets) {
    if (!ticket.assignment || !isOpen(ticket)) continue
    const { engineerId } = ticket.assignment
    const own = work.get(engineerId) ?? { load: 0, activity: 'idle', ticketIds: [] }
    own.load += 1
    own.ticketIds.push(ticket.id)
    if (ticket.stage === 'on-site') own.activity = 'on-site'
    else if (ticket.stage === 'en-route' && own.activity === 'idle') own.activity = 'en-route'
    work.set(engineerId, own)
  }
  return work
}

export const workOf = (work: ReadonlyMap<string, EngineerWork>, engineerId: string): EngineerWork =>
  work.get(engineerId) ?? noWork
