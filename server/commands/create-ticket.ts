import { createTicket } from '#contract/commands/create-ticket.ts'
import type { CommandInput } from '#contract/command.ts'
import type { Transaction } from '#db/client.ts'
import { findAsset, findCustomer, findOrInsertCustomer } from '#db/customer.ts'
import { insertTicket, isExternalIdTaken, takeTicketNumber } from '#db/ticket.ts'
import { localTime } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { maskPhone } from '#domain/ticket/mask-phone.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { mayCreateTicket } from '../policies/ticket.ts'
import { lookUpDistrict } from './look-up-district.ts'
import { defineUseCase } from './use-case.ts'

type Input = CommandInput<'createTicket'>

export const createTicketUseCase = defineUseCase({
  command: createTicket,
  may: mayCreateTicket,
  async completeFacts(tx, facts, input: Input, { now }) {
    const customer = await lookUpCustomer(tx, input)
    if (!customer.ok) return customer
    const asset = await lookUpAsset(tx, input, customer.customer)
    if (!asset.ok) return asset
    const day = localTime(input.createdAt ?? now, facts.board.timeZone).date
    const [district, externalIdTaken, number] = await Promise.all([
      lookUpDistrict(tx, facts.board.id, input.place),
      input.externalId === null ? false : isExternalIdTaken(tx, facts.board.id, input.externalId),
      takeTicketNumber(tx, facts.board.id, day),
    ])
    return {
      ok: true,
      facts: { ...facts, customer: customer.customer, asset: asset.asset, district, externalIdTaken, number },
    }
  },
  save: (tx, changes) => Promise.all(changes.map(({ after }) => insertTicket(tx, after))),
})

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
