import type { CommandInput } from '#contract/command.ts'
import type { Priority, TicketSource } from '#domain/ticket/ticket.ts'
import type { Trade } from './catalogue.ts'
import type { DemoCustomer } from './demo-cast.ts'

type Request = {
  title: string
  description: string
  trade: Trade
  level: number
  priority: Priority
  source: TicketSource
  dueAt: number
}

/** What a customer of the demo city reports, as the command that makes a ticket of it. */
export function createDemoRequest(
  ids: { commandId: string; boardId: string; ticketId: string },
  customer: DemoCustomer,
  { title, description, trade, level, priority, source, dueAt }: Request,
): CommandInput<'createTicket'> {
  return {
    ...ids,
    externalId: null,
    title,
    description,
    priority,
    requiredSkills: [{ skill: trade, level }],
    place: customer.place,
    address: customer.address,
    windowFrom: null,
    windowTo: null,
    dueAt,
    source,
    customer: { id: customer.id },
    assetId: customer.assets.find((asset) => asset.trade === trade)?.id ?? null,
  }
}

/** Customers who own an appliance of the trade; everybody when nobody does. */
export function findOwners(
  customers: readonly DemoCustomer[],
  trade: Trade,
  district?: string,
): readonly DemoCustomer[] {
  const owners = customers.filter(({ assets }) => assets.some((asset) => asset.trade === trade))
  const neighbours = owners.filter((owner) => district === undefined || owner.district === district)
  if (neighbours.length > 0) return neighbours
  return owners.length > 0 ? owners : customers
}
