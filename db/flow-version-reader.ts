import type { FlowRef } from '#domain/flow/board-flows.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { Sql, Transaction } from './client.ts'

/** A version never changes, and tickets of a busy board run on few: these are kept, the least lately used is let go. */
const mostKept = 200
const kept = new Map<string, FlowVersion>()

/** @throws when there is no such version, which is a bug or damaged data: tickets point to it by a foreign key. */
export async function readFlowVersion(sql: Sql | Transaction, { id, number }: FlowRef): Promise<FlowVersion> {
  const key = `${id}/${number}`
  const known = kept.get(key)
  const version = known ?? (await findCompiled(sql, { id, number }))
  kept.delete(key)
  kept.set(key, version)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return version
}

async function findCompiled(sql: Sql | Transaction, { id, number }: FlowRef): Promise<FlowVersion> {
  const [row] = await sql<{ compiled: FlowVersion }[]>`
    select compiled from flow_version where flow_id = ${id} and number = ${number}`
  if (!row) throw new Error(`there is no version ${number} of flow ${id}`)
  return row.compiled
}
