import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gzipSync } from 'node:zlib'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import type { Sql } from '#db/client.ts'
import { insertBenchBoard, openBenchDatabase } from './harness/bench-board.ts'
import { figure, ratio, remarkOnReference, type BenchReport } from './harness/report.ts'
import { interleave } from './harness/rounds.ts'

const tickets = 5_000
const rounds = 9

type Measured = { ms: number; gapMs: number; bytes: number; gzipBytes: number }

export async function benchBoard(): Promise<BenchReport> {
  const { database, close } = await openBenchDatabase()
  try {
    const { sql } = database
    const { boardId } = await insertBenchBoard(database, { tickets, engineers: 200 })
    const { product, raw } = await interleave(
      {
        raw: () => measure(() => findRawRows(sql, boardId)),
        product: () => measure(() => findBoardSnapshot(sql, boardId, Date.now())),
      },
      rounds,
    )
    const of = (sample: Measured[], what: keyof Measured) => sample.map((one) => one[what])
    const ratios = {
      'time until the first data': ratio(of(product, 'ms'), of(raw, 'ms'), { atMost: 2 }),
      bytes: ratio(of(product, 'bytes'), of(raw, 'bytes'), { atMost: 1.1 }),
      'longest event-loop gap': ratio(of(product, 'gapMs'), of(raw, 'gapMs'), { atMost: 2 }),
    }
    return {
      name: 'board',
      results: {
        'product, snapshot and JSON': figure('ms', of(product, 'ms')),
        'raw rows and JSON': figure('ms', of(raw, 'ms')),
        'product, longest event-loop gap': figure('ms', of(product, 'gapMs')),
        'raw rows, longest event-loop gap': figure('ms', of(raw, 'gapMs')),
        'product, JSON': figure('bytes', of(product, 'bytes')),
        'raw rows, JSON': figure('bytes', of(raw, 'bytes')),
        'product, JSON per ticket': figure(
          'bytes',
          of(product, 'bytes').map((bytes) => bytes / tickets),
        ),
        'product, gzip': figure('bytes', of(product, 'gzipBytes')),
        'raw rows, gzip': figure('bytes', of(raw, 'gzipBytes')),
      },
      ratios,
      remarks: remarkOnReference('raw rows', of(raw, 'ms')),
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    await close()
  }
}

async function measure(read: () => Promise<unknown>): Promise<Measured> {
  const gaps = monitorEventLoopDelay({ resolution: 1 })
  gaps.enable()
  const startedAt = performance.now()
  const json = JSON.stringify(await read())
  const ms = performance.now() - startedAt
  // The gap that the encoding made is noticed by the next turn of the timer.
  await new Promise((resolve) => setTimeout(resolve, 5))
  gaps.disable()
  return { ms, gapMs: gaps.max / 1e6, bytes: Buffer.byteLength(json), gzipBytes: gzipSync(json).length }
}

/** The same facts with nothing made of them: the rows of the tickets, joined, and of the engineers. */
async function findRawRows(sql: Sql, boardId: string) {
  const [board, engineers, tickets] = await Promise.all([
    sql`select * from board where id = ${boardId}`,
    sql`select * from engineer where board_id = ${boardId} and active order by ref`,
    sql`
      select t.*, c.name as customer_name, c.phone as customer_phone, a.name as asset_name
      from ticket t left join customer c on c.id = t.customer_id left join asset a on a.id = t.asset_id
      where t.board_id = ${boardId} and t.stage <> 'closed' order by t.created_at, t.id`,
  ])
  return { board, engineers, tickets }
}
