import postgres from 'postgres'
import type { Transaction } from './client.ts'

/**
 * Whether `write` could be done; false when it would give one name to two. Only the index can say so for certain: whoever
 * looks first does not see what another is writing at the same time. The transaction goes on in both cases.
 */
export async function writeUnlessTaken(
  tx: Transaction,
  index: 'calendar_name' | 'team_name',
  write: (tx: Transaction) => Promise<unknown>,
): Promise<boolean> {
  try {
    await tx.savepoint(write)
    return true
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.constraint_name === index) return false
    throw error
  }
}
