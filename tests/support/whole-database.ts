import type { Sql } from '#db/client.ts'

/**
 * Every table with the number and a digest of its rows: two readings are equal when nothing at all was changed in between.
 * Only for the small databases of tests.
 */
export async function readWholeDatabase(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const entries = await Promise.all(
    tables.map(async ({ name }) => {
      const [found] = await sql<{ digest: string }[]>`
        select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
        from ${sql(name)} t`
      return [name, found?.digest ?? ''] as const
    }),
  )
  return Object.fromEntries(entries)
}
