import { z } from 'zod'
import { dispatchModes, handOuts, offerTimes } from '#domain/scoring/dispatch-mode.ts'

/** What the switch of the board sends: what is to be another way. */
export const engineChange = z
  .strictObject({
    dispatchMode: z.enum(dispatchModes),
    handOut: z.enum(handOuts),
    offerSeconds: z.literal(offerTimes),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
export type EngineChange = z.infer<typeof engineChange>
