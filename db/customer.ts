import type { Sql, Transaction } from './client.ts'

export type Customer = { id: string; name: string; phone: string; address: string }
export type Asset = {
  id: string
  customerId: string
  name: string
  model: string
  serial: string
  installedOn: string | null
}

export async function findCustomer(sql: Sql | Transaction, id: string): Promise<Customer | undefined> {
  const [row] = await sql<Customer[]>`select id, name, phone, address from customer where id = ${id}`
  return row
}

/**
 * The customer with this name and phone number, made when there is none. Without a number everybody is somebody new.
 * One statement, so that of many sent together the second finds whom the first has made.
 */
export async function findOrInsertCustomer(
  tx: Transaction,
  { name, phone, address }: Omit<Customer, 'id'>,
): Promise<Customer> {
  const [customer] = await tx<Customer[]>`
    with known as (
      select id, name, phone, address from customer
      where phone = ${phone} and phone <> '' and name = ${name} limit 1
    ), made as (
      insert into customer (id, name, phone, address)
      select gen_random_uuid(), ${name}, ${phone}, ${address} where not exists (select from known)
      returning id, name, phone, address
    )
    select * from known union all select * from made`
  if (!customer) throw new Error('insert into customer returned no row')
  return customer
}

export async function countTicketsOfCustomer(
  sql: Sql,
  customerId: string,
): Promise<{ open: number; all: number }> {
  const [row] = await sql<{ open: number; all: number }[]>`
    select count(*) filter (where stage <> 'closed')::int as open, count(*)::int as all
    from ticket where customer_id = ${customerId}`
  return row ?? { open: 0, all: 0 }
}

export async function findAsset(sql: Sql | Transaction, id: string): Promise<Asset | undefined> {
  const [row] = await sql<Asset[]>`
    select id, customer_id as "customerId", name, model, serial, installed_on::text as "installedOn"
    from asset where id = ${id}`
  return row
}

/** What guards know as the tier of each customer; those who are not there are left out. */
export async function findCustomerTiers(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await tx<{ id: string; tier: string | null }[]>`
    select id, tier from customer where id = any(${ids as string[]}::uuid[])`
  return new Map(rows.map(({ id, tier }) => [id, tier]))
}

/** As `findCustomerTiers`, of one; null as well when they are not there. */
export async function findCustomerTier(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx<{ tier: string | null }[]>`select tier from customer where id = ${id}`
  return row?.tier ?? null
}
