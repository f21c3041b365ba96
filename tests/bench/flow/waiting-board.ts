import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#db/client.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import { draw, named } from '#domain/flow-graph/starters/draw.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { percentile } from '../harness/statistics.ts'
import { endByHand } from './end-by-hand.ts'
import { newTicketCommand } from './new-ticket.ts'

const both = { 'zh-CN': '等待', en: 'Wait' }
const waiting = draw(
  both,
  {
    start: ['start', 0, 0, named('开始', 'Start')],
    wait: ['timer', 1, 0, { ...named('等待', 'Wait'), stage: 'waiting', minutes: 24 * 60 }],
    end: ['end', 2, 0, named('完结', 'Done')],
  },
  [
    ['start', 'done', 'wait'],
    ['wait', 'done', 'end'],
  ],
)

const ticketsAtOnce = 500
/** Until the first is due, whoever waits for the clock has looked once: as it is with times set long before. */
const leadMs = 2_500

export type Lateness = { p50: number; p99: number; most: number }

/** Tickets on a drawn flow, each waiting for a time of its own. */
export async function openWaitingBoard(database: Database, tickets: number) {
  const { sql } = database
  const boardId = await insertTestBoard(database)
  await runBoardOn(database, boardId, waiting)
  const createTickets = createCreateTickets({ sql, now: Date.now, onCommitted: () => undefined })
  const ids: string[] = []
  while (ids.length < tickets) {
    const made = Array.from({ length: ticketsAtOnce }, newTicketCommand)
    for (const answer of await createTickets(engineOf(boardId), boardId, made))
      if (!answer.ok) throw new Error(answer.rejection.name)
    ids.push(...made.map(({ ticketId }) => ticketId))
  }
  await sql`analyze`
  let used = 0

  /** The next tickets that wait, with the times at which they are due: evenly, so many a second. */
  const take = (count: number, perSecond: number) => {
    const from = Date.now() + leadMs
    const taken = ids.slice(used, (used += count))
    return taken.map((ticketId, index) => ({ ticketId, dueAt: from + (index * 1_000) / perSecond }))
  }

  /** When each was ended, by the clock of the commits, against when it was due. @throws unless each was ended once. */
  const lateness = async (due: readonly { ticketId: string; dueAt: number }[]): Promise<Lateness> => {
    const dueAts = new Map(due.map(({ ticketId, dueAt }) => [ticketId, dueAt]))
    const last = Math.max(...dueAts.values())
    const giveUpAt = last + 60_000
    const ended = () => sql<{ ticketId: string; at: number }[]>`
      select ticket_id as "ticketId", pg_xact_commit_timestamp(xmin) as at from board_event
      where board_id = ${boardId} and event ->> 'nodeId' = 'end' and ticket_id = any(${[...dueAts.keys()]}::uuid[])`
    await sleep(Math.max(0, last - Date.now()))
    let rows = await ended()
    while (rows.length < due.length && Date.now() < giveUpAt) {
      await sleep(250)
      rows = await ended()
    }
    const late = rows.map(({ ticketId, at }) => at - (dueAts.get(ticketId) ?? Number.NaN))
    if (rows.length !== due.length || new Set(rows.map(({ ticketId }) => ticketId)).size !== due.length)
      throw new Error(`${due.length} were due, ${rows.length} ended`)
    return { p50: percentile(late, 0.5), p99: percentile(late, 0.99), most: Math.max(...late) }
  }

  return {
    /** Running nodes of the product end them. */
    async byProduct(count: number, perSecond: number): Promise<Lateness> {
      const due = take(count, perSecond)
      await sql`
        update timer t set due_at = to_timestamp(d."dueAt" / 1000.0)
        from jsonb_to_recordset(${sql.json(due)}) as d ("ticketId" uuid, "dueAt" double precision)
        where t.ticket_id = d."ticketId"`
      return lateness(due)
    },
    /** The reference: one process that knows all the times ends them by hand-written statements. */
    async byHand(count: number, perSecond: number): Promise<Lateness> {
      const due = take(count, perSecond)
      const ending = due.map(async ({ ticketId, dueAt }) => {
        await sleep(Math.max(0, dueAt - Date.now()))
        await endByHand(sql, { boardId, ticketId })
      })
      await Promise.all(ending)
      return lateness(due)
    },
  }
}
