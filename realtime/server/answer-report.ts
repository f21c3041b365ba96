import { parsePositionReport } from '#contract/position-report.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import type { PositionBook } from './positions.ts'

/** A device reports for its own engineer only. */
export async function answerReport(
  positions: PositionBook,
  actor: Actor,
  raw: unknown,
): Promise<{ ok: true; accepted: number } | Refusal> {
  if (actor.kind !== 'engineer') return refuse({ name: 'not-allowed' })
  const parsed = parsePositionReport(raw)
  return parsed.ok ? { ok: true, accepted: await positions.report(actor.id, parsed.report) } : parsed
}
