import { z } from 'zod'

const fix = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-85).max(85),
  /** When the device measured it, milliseconds since 1970. */
  at: z.int().min(0),
  headingDegrees: z.number().min(0).max(360).nullish(),
  accuracyMeters: z.number().min(0).nullish(),
})

/** What a device sends, by HTTP or socket: a batch of fixes of one engineer, in the datum that it names. */
export const positionReport = z.object({
  datum: z.enum(['wgs84', 'gcj02', 'bd09']).default('wgs84'),
  fixes: z.array(fix).min(1).max(500),
})
export type PositionReport = z.infer<typeof positionReport>
