import type { PlanAnswer } from '#contract/wire.ts'
import { totalsOf } from '#domain/batch-assignment/backlog-plan.ts'
import { signIn } from '#tests/support/sign-in.ts'
import { insertBenchBoard, openBenchDatabase } from '../harness/bench-board.ts'
import { startProcess } from '../harness/processes.ts'
import { bounded, figure, type BenchReport } from '../harness/report.ts'
import { openSocketLine } from '../harness/socket-line.ts'
import type { PlanServer } from './plan-server.ts'

const size = { tickets: 2_000, engineers: 200 }
const capacity = 6
const rounds = 9
const label = `plan over the socket, ${size.tickets} waiting × ${size.engineers}`

/** A plan for a whole board as a dispatcher asks for it, from a server in a process of its own. */
export async function benchPlan({ results, ratios }: Omit<BenchReport, 'ok'>): Promise<void> {
  const { database, close } = await openBenchDatabase()
  const server = startProcess<PlanServer>(new URL('./plan-server.ts', import.meta.url))
  try {
    const { boardId } = await insertBenchBoard(database, size)
    // Spread over the town: engineers who all stand at one place make every choice the same.
    await database.sql`
      update engineer set capacity = ${capacity},
        home_lng = 121.27 + 0.4 * (ref * 7919 % 1000) / 1000.0,
        home_lat = 31.05 + 0.36 * (ref * 104729 % 1000) / 1000.0
      where board_id = ${boardId}`
    const url = await server.ask('start', database.connection)
    const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [boardId], name: 'bench' })
    const line = await openSocketLine(url, cookie, () => undefined)
    const ask = async () => {
      await server.ask('watch')
      const startedAt = performance.now()
      const answer = (await line.ask('plan', { boardId, ticketIds: 'all' })) as PlanAnswer
      const ms = performance.now() - startedAt
      const gap = await server.ask('longestGap')
      if (!answer.ok || !gap) throw new Error('no plan was made')
      return { ms, gap, plan: answer.plan }
    }
    // Reads the board from the database and warms the code up; its gap is told, not counted.
    const first = await ask()
    const made: Awaited<ReturnType<typeof ask>>[] = []
    for (let round = 0; round < rounds; round += 1) made.push(await ask())
    const { plan } = first
    const [mine, firstCome] = [totalsOf(plan.assignments), totalsOf(plan.firstCome)]
    results[`${label}: answered`] = figure(
      'ms',
      made.map(({ ms }) => ms),
    )
    results[`${label}: longest event-loop gap of the first`] = figure('ms', [first.gap.ownMs])
    results[`${label}: longest event-loop gap by the clock`] = figure(
      'ms',
      made.map(({ gap }) => gap.ms),
    )
    results[`${label}: mean score`] = figure('points', [mine.meanScore])
    results[`${label}: mean score first come`] = figure('points', [firstCome.meanScore])
    results[`${label}: driven`] = figure('km', [mine.km])
    results[`${label}: driven first come`] = figure('km', [firstCome.km])
    ratios[`${label}: longest event-loop gap`] = bounded(
      figure(
        'ms',
        made.map(({ gap }) => gap.ownMs),
      ),
      { atMost: 20 },
    )
  } finally {
    await server.end()
    await close()
  }
}
