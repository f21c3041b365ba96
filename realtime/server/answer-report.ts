import { positionReport } from '#contract/position-report.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import type { PositionBook } from './positions.ts'

/** The one door for positions from devices, by HTTP or socket: an engineer reports only for himself. */
export async function answerReport(
  positions: PositionBook,
  actor: Actor,
  raw: unknown,
): Promise<{ ok: true; accepted: number } | Refusal> {
  if (actor.kind !== 'engineer') return refuse({ name: 'not-allowed' })
  const report = positionReport.safeParse(raw)
  if (report.success) return { ok: true, accepted: await positions.report(actor.id, report.data) }
  const path = report.error.issues[0]?.path ?? []
  return path.includes('lng') || path.includes('lat')
    ? refuse({ name: 'impossible-coordinate' })
    : refuse({ name: 'wrong-field', field: path.join('.') })
}
