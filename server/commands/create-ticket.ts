import { createTicket } from '#contract/commands/create-ticket.ts'
import type { CommandInput } from '#contract/command.ts'
import type { Transaction } from '#db/client.ts'
import { findAsset, findCustomer, findOrInsertCustomer } from '#db/customer.ts'
import { findTakenExternalIds, takeTicketNumbers } from '#db/ticket.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import { localTime, type Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { maskPhone } from '#domain/ticket/mask-phone.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { mayCreateTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { lookUpDistrict } from './look-up-district.ts'
import { findFirstVersion } from './flow-running/running-flows.ts'
import { defineUseCase } from './use-case.ts'

type Input = CommandInput<'createTicket'>

export const createTicketUseCase = defineUseCase({
  command: createTicket,
  may: mayCreateTicket,
  async completeFacts(tx, facts, input: Input, { now }) {
    const owner = await lookUpOwner(tx, input)
    if (!owner.ok) return owner
    const [district, taken, [number = '']] = await Promise.all([
      lookUpDistrict(tx, facts.board.id, input.place),
      findTakenExternalIds(tx, facts.board.id, externalIdsOf([input])),
      takeTicketNumbers(tx, facts.board.id, [dayOfNumber(input, facts.board, now)]),
    ])
    const { customer, asset } = owner
    const startsOn = await findFirstVersion(tx, facts.board, customer)
    const found = { customer, asset, district, externalIdTaken: taken.size > 0, number, startsOn }
    return { ok: true, facts: { ...facts, ...found } }
  },
  save: saveTickets,
})

/** The day in whose row of numbers the ticket stands, on the clocks of the board. */
export const dayOfNumber = ({ createdAt }: Input, { timeZone }: BoardFacts['board'], now: Instant): string =>
  localTime(createdAt ?? now, timeZone).date

export const externalIdsOf = (inputs: readonly Input[]): string[] =>
  inputs.flatMap(({ externalId }) => (externalId === null ? [] : [externalId]))

type Owner = { ok: true; customer: Ticket['customer']; asset: Ticket['asset'] } | Refusal

/** Who owns what is broken; a customer who is not known yet is made. */
export async function lookUpOwner(tx: Transaction, input: Input): Promise<Owner> {
  const customer = await lookUpCustomer(tx, input)
  if (!customer.ok) return customer
  const asset = await lookUpAsset(tx, input, customer.customer)
  return asset.ok ? { ...customer, ...asset } : asset
}

type FoundCustomer = { ok: true; customer: Ticket['customer'] } | Refusal

async function lookUpCustomer(tx: Transaction, { customer, address }: Input): Promise<FoundCustomer> {
  if (customer === null) return { ok: true, customer: null }
  const found =
    'id' in customer
      ? await findCustomer(tx, customer.id)
      : await findOrInsertCustomer(tx, { ...customer, address })
  if (!found) return refuse({ name: 'customer-not-found' })
  return { ok: true, customer: { id: found.id, name: found.name, phoneMasked: maskPhone(found.phone) } }
}

type FoundAsset = { ok: true; asset: Ticket['asset'] } | Refusal

async function lookUpAsset(
  tx: Transaction,
  { assetId }: Input,
  customer: Ticket['customer'],
): Promise<FoundAsset> {
  if (assetId === null) return { ok: true, asset: null }
  const asset = await findAsset(tx, assetId)
  if (!asset || asset.customerId !== customer?.id) return refuse({ name: 'asset-not-found' })
  return { ok: true, asset: { id: asset.id, name: asset.name } }
}
