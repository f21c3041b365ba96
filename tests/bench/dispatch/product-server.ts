import type { ConnectionOptions } from '#db/client.ts'
import type { Paidan } from '#server/paidan.ts'
import { startBenchPaidan } from '../harness/paidan-process.ts'
import { answerParent } from '../harness/processes.ts'
import { createFastClock, type FastClock } from './fast-clock.ts'

let paidan: Paidan | undefined

const handlers = {
  start: async ({ connection, clock }: { connection: ConnectionOptions; clock: FastClock }) => {
    paidan = await startBenchPaidan(connection, { now: createFastClock(clock) })
    return paidan.url
  },
}
export type DispatchServer = typeof handlers

answerParent(handlers, async () => paidan?.close())
