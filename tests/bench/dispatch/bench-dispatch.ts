import type { ConnectionOptions } from '#db/client.ts'
import { hours, type Instant } from '#domain/instant.ts'
import { dispatchWithoutLimits } from '#tests/support/dispatch-limits.ts'
import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import { openProductLine } from '../command/dispatcher-line.ts'
import { openBenchDatabase } from '../harness/bench-board.ts'
import { startProcess } from '../harness/processes.ts'
import { bounded, figure, type BenchReport } from '../harness/report.ts'
import { percentile } from '../harness/statistics.ts'
import { createFastClock, type FastClock } from './fast-clock.ts'
import type { DispatchServer } from './product-server.ts'
import { findRequestedDay, type BenchDay } from './requested-day.ts'
import { openWorkingBoard, prepareTwin, type WorkingBoard } from './working-board.ts'

const speed = 300
const stepMs = 100
/** What is not done so long after the day's end stays undone. */
const overtime = hours(6)

const wallClock = () => performance.timeOrigin + performance.now()

/**
 * The day twice at once, on two boards of one server with the same requests and engineers: on one the engine gives the tickets
 * away, on the other everything goes to the nearest, first come first served. The server's clock runs faster than life, so that
 * minutes of travel weigh against deadlines as they do in a real day; latencies are on the clock of life.
 */
export async function benchDispatch(file: string | undefined): Promise<BenchReport> {
  const day = await findRequestedDay(file)
  const { database, close } = await openBenchDatabase({ track_commit_timestamp: 'on' })
  const serving = startProcess<DispatchServer>(new URL('./product-server.ts', import.meta.url))
  try {
    const clock: FastClock = { startedAt: Date.now(), speed }
    return await runDay(database, day, clock, (given) => serving.ask('start', given))
  } finally {
    await serving.end()
    await close()
  }
}

async function runDay(
  database: TestDatabase,
  day: BenchDay,
  clock: FastClock,
  startServer: (given: { connection: ConnectionOptions; clock: FastClock }) => Promise<string>,
): Promise<BenchReport> {
  const now = createFastClock(clock)
  const byEngine = await prepareTwin(database, day, 'Engine')
  const byDistance = await prepareTwin(database, day, 'Nearest first')
  await dispatchWithoutLimits(database, byEngine.boardId, byEngine.person, now())
  const url = await startServer({ connection: database.connection, clock })
  const open = { url, database, day, now }
  const engine = await openWorkingBoard({ ...open, prepared: byEngine, dispatcher: 'engine' })
  const nearest = await openWorkingBoard({ ...open, prepared: byDistance, dispatcher: 'nearest-first' })
  const seenAt = new Map<string, number>()
  await openProductLine(url, {
    boardId: byEngine.boardId,
    cookie: byEngine.cookie,
    onEvents: (events) => {
      const at = wallClock()
      for (const { event } of events)
        if (event.type === 'ticketAssigned' && !seenAt.has(event.ticketId)) seenAt.set(event.ticketId, at)
    },
  })
  await work([engine, nearest], day, now)
  const committedAt = await findCommits(database, byEngine.boardId)
  const outcome = async (board: WorkingBoard, boardId: string) => ({
    km: board.drivenMeters() / 1_000,
    waits: await findWaits(database, boardId),
    ...(await countTickets(database, boardId, now())),
  })
  return toReport(day, {
    spans: [...engine.sentAt].flatMap(([id, sentAt]) => {
      const committed = committedAt.get(id)
      const seen = seenAt.get(id)
      return committed === undefined || seen === undefined ? [] : [{ sentAt, committed, seen }]
    }),
    engine: await outcome(engine, byEngine.boardId),
    nearest: await outcome(nearest, byDistance.boardId),
  })
}

function work(boards: readonly WorkingBoard[], { requests, from }: BenchDay, now: () => Instant) {
  const lastCreatedAt = requests[requests.length - 1]?.createdAt ?? from
  const end = now() + (lastCreatedAt - from) + overtime
  return new Promise<void>((resolve, reject) => {
    const timer = setInterval(() => {
      for (const board of boards) board.step()
      if (now() < end && !boards.every((board) => board.isDone())) return
      clearInterval(timer)
      Promise.all(boards.map((board) => board.close())).then(() => resolve(), reject)
    }, stepMs)
  })
}

/** When the first assignment of each ticket was committed, as the database knows it. */
async function findCommits({ sql }: TestDatabase, boardId: string): Promise<Map<string, number>> {
  const rows = await sql<{ ticketId: string; ms: number }[]>`
    select ticket_id as "ticketId", extract(epoch from min(pg_xact_commit_timestamp(xmin)))::float8 * 1000 as ms
    from board_event where board_id = ${boardId} and event->>'type' = 'ticketAssigned' group by ticket_id`
  return new Map(rows.map(({ ticketId, ms }) => [ticketId, ms]))
}

type Outcome = {
  km: number
  waits: readonly number[]
  tickets: number
  assigned: number
  open: number
  breaches: number
}

/** Minutes from each creation until somebody stood at the door for the first time. */
async function findWaits({ sql }: TestDatabase, boardId: string): Promise<number[]> {
  const rows = await sql<{ minutes: number }[]>`
    select (extract(epoch from min(e.at) - min(t.created_at)) / 60)::float8 as minutes
    from board_event e join ticket t on t.id = e.ticket_id
    where e.board_id = ${boardId} and e.event->>'stage' = 'on-site' group by e.ticket_id`
  return rows.map(({ minutes }) => minutes)
}

async function countTickets({ sql }: TestDatabase, boardId: string, at: Instant) {
  const [row] = await sql<Omit<Outcome, 'km' | 'waits'>[]>`
    select count(*)::int as tickets, count(assignee_id)::int as assigned,
      (count(*) filter (where closed_at is null))::int as open,
      (count(*) filter (where coalesce(closed_at, ${at}) > due_at))::int as breaches
    from ticket where board_id = ${boardId}`
  if (!row) throw new Error('a count has one row')
  return row
}

type Day = {
  spans: readonly { sentAt: number; committed: number; seen: number }[]
  engine: Outcome
  nearest: Outcome
}

function toReport(day: BenchDay, { spans, engine, nearest }: Day): BenchReport {
  const percentiles = (name: string, values: readonly number[], unit = 'ms') =>
    Object.fromEntries(
      [0.5, 0.95, 0.99].map((at) => [`${name}, p${at * 100}`, figure(unit, [percentile(values, at)])]),
    )
  const total = spans.map(({ sentAt, seen }) => seen - sentAt)
  const count = (value: number) => figure('tickets', [value])
  const ratios = {
    'arrival → on the second client, p95': bounded(figure('ms', [percentile(total, 0.95)]), {
      atMost: 1_000,
    }),
    'of all tickets, assigned by the engine': bounded(
      figure('x reference', [spans.length / engine.tickets]),
      {
        atLeast: 1,
      },
    ),
  }
  return {
    name: 'dispatch',
    results: {
      ...percentiles(
        'arrival → committed',
        spans.map(({ sentAt, committed }) => committed - sentAt),
      ),
      ...percentiles(
        'committed → on the second client',
        spans.map(({ committed, seen }) => seen - committed),
      ),
      ...percentiles('arrival → on the second client', total),
      'tickets of the day': count(engine.tickets),
      'driven, engine': figure('km', [engine.km]),
      'driven, nearest first': figure('km', [nearest.km]),
      'driven, engine by nearest first': figure('x reference', [engine.km / nearest.km]),
      ...percentiles('wait for the engineer, engine', engine.waits, 'min'),
      ...percentiles('wait for the engineer, nearest first', nearest.waits, 'min'),
      'closed late, engine': count(engine.breaches),
      'closed late, nearest first': count(nearest.breaches),
      'open at the end, engine': count(engine.open),
      'open at the end, nearest first': count(nearest.open),
    },
    ratios,
    remarks: [
      `${day.source}, ${speed} times its speed, both boards at once on one server`,
      'due by the priority of each, 2 to 72 hours after it came: the targets of the file lie a day and more away',
      'the engine gives away every ticket: its least score and least lead are set to 0',
    ],
    ok: Object.values(ratios).every(({ holds }) => holds),
  }
}
