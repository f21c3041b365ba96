import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { Sql } from '#db/client.ts'

/** What was sent, and what the server has promised to keep. */
export type Tally = {
  /** Counts a command and its answer, and passes the answer on. */
  count: (message: CommandMessage, answered: Promise<CommandAnswer>) => Promise<CommandAnswer>
  figures: () => Figures
  acknowledgedIds: () => readonly string[]
}

export type Figures = {
  created: number
  assigned: number
  acknowledged: number
  refused: number
  waiting: number
}

export function createTally(): Tally {
  const acknowledged = new Set<string>()
  const figures = { created: 0, assigned: 0, refused: 0, waiting: 0 }
  return {
    async count(message, answered) {
      figures.waiting += 1
      const answer = await answered.finally(() => (figures.waiting -= 1))
      if (!answer.ok) {
        figures.refused += 1
        return answer
      }
      acknowledged.add(message.input.commandId)
      if (message.name === 'createTicket') figures.created += 1
      if (message.name === 'assignTicket') figures.assigned += 1
      return answer
    },
    figures: () => ({ ...figures, acknowledged: acknowledged.size }),
    acknowledgedIds: () => [...acknowledged],
  }
}

const idsAtOnce = 5_000

/** How many of the commands stand in the board's log. */
export async function countInLog(sql: Sql, boardId: string, commandIds: readonly string[]): Promise<number> {
  let found = 0
  for (let from = 0; from < commandIds.length; from += idsAtOnce) {
    const ids = commandIds.slice(from, from + idsAtOnce)
    const [row] = await sql<{ found: number }[]>`
      select count(distinct command_id)::int as found from board_event
      where board_id = ${boardId} and command_id = any(${ids}::uuid[])`
    found += row?.found ?? 0
  }
  return found
}
