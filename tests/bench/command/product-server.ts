import type { ConnectionOptions } from '#db/client.ts'
import { startPaidan, type Paidan } from '#server/paidan.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'

/** The whole product without its pages. */
let paidan: Paidan | undefined
const cpu = createCpuMeter()

const handlers = {
  start: async (connection: ConnectionOptions): Promise<string> => {
    paidan = await startPaidan({
      settings: {
        port: 0,
        host: '127.0.0.1',
        database: { kind: 'server', connection },
        redisUrl: undefined,
        demo: false,
        publicOrigin: undefined,
        mapStyleUrl: undefined,
        travel: { engine: null, budgetMs: 150 },
        logLevel: 'warn',
      },
      pages: undefined,
    })
    return paidan.url
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
}
export type CommandServer = typeof handlers

answerParent(handlers, async () => paidan?.close())
