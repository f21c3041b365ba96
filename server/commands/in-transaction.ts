import type { Sql, Transaction } from '#db/client.ts'

/** The database has ended a transaction for the sake of another, and says that the same may succeed now. */
const endedForAnother = new Set(['40P01', '40001'])

/** Of several that meet, one goes on each time; so many have never met. */
const mostTries = 8

/**
 * Carries out work in a transaction, from the beginning again when two have waited for each other. Commands lock tickets, then
 * engineers, then the board; but what a flow orders is only known on the way, and may ask for an engineer after a number, or for
 * a second engineer after a first.
 */
export async function inTransaction<Result>(
  sql: Sql,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      // A transaction's result that is an array of promises would be awaited; ours are objects.
      return (await sql.begin(work)) as Result
    } catch (error) {
      if (tries === mostTries || !isEndedForAnother(error)) throw error
    }
}

const isEndedForAnother = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && endedForAnother.has(String(error.code))
