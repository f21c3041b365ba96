import type { ConnectionOptions } from '#db/client.ts'
import type { Paidan } from '#server/paidan.ts'
import { watchEventLoop } from '../harness/event-loop-gap.ts'
import { startBenchPaidan } from '../harness/paidan-process.ts'
import { answerParent } from '../harness/processes.ts'

let paidan: Paidan | undefined
let eventLoop: ReturnType<typeof watchEventLoop> | undefined

/** The product, which says how long its event loop was held up at most. */
const handlers = {
  start: async (connection: ConnectionOptions): Promise<string> => {
    paidan = await startBenchPaidan(connection)
    return paidan.url
  },
  watch: () => {
    eventLoop = watchEventLoop()
  },
  longestGap: () => eventLoop?.stop(),
}
export type PlanServer = typeof handlers

answerParent(handlers, async () => paidan?.close())
