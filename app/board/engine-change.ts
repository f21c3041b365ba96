import { z } from 'zod'
import { dispatchModes, handOuts, hourlyLimits, offerTimes } from '#domain/scoring/engine-settings.ts'

/** What the board's menu of the engine sends: what is to be another way. */
export const engineChange = z
  .strictObject({
    dispatchMode: z.enum(dispatchModes),
    handOut: z.enum(handOuts),
    offerSeconds: z.literal(offerTimes),
    hourlyLimit: z.literal(hourlyLimits),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
export type EngineChange = z.infer<typeof engineChange>
