import { z } from 'zod'
import { refuse, type Refusal } from '#domain/rejection.ts'

const fix = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-85).max(85),
  /** When the device measured it, milliseconds since 1970. */
  at: z.int().min(0),
  headingDegrees: z.number().min(0).max(360).nullish(),
  accuracyMeters: z.number().min(0).nullish(),
})

/** What a device sends, by HTTP or socket: a batch of fixes of one engineer, in the datum that it names. */
const positionReport = z.object({
  datum: z.enum(['wgs84', 'gcj02', 'bd09']).default('wgs84'),
  fixes: z.array(fix).min(1).max(500),
})
export type PositionReport = z.infer<typeof positionReport>

/** The only door for positions from devices: a typed report, or the name of what is wrong with it. */
export function parsePositionReport(raw: unknown): { ok: true; report: PositionReport } | Refusal {
  const report = positionReport.safeParse(raw)
  if (report.success) return { ok: true, report: report.data }
  const path = report.error.issues[0]?.path ?? []
  return path.includes('lng') || path.includes('lat')
    ? refuse({ name: 'impossible-coordinate' })
    : refuse({ name: 'wrong-field', field: path.join('.') })
}
