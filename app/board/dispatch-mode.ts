import { z } from 'zod'
import { dispatchModes } from '#domain/scoring/dispatch-mode.ts'

/** What the switch of the board sends. */
export const dispatchModeChange = z.object({ mode: z.enum(dispatchModes) })
