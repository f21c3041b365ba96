import type { ConnectionOptions } from '#db/client.ts'
import type { Paidan } from '#server/paidan.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { startBenchPaidan } from '../harness/paidan-process.ts'
import { answerParent } from '../harness/processes.ts'

let paidan: Paidan | undefined
const cpu = createCpuMeter()

const handlers = {
  start: async (connection: ConnectionOptions): Promise<string> => {
    paidan = await startBenchPaidan(connection)
    return paidan.url
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
}
export type CommandServer = typeof handlers

answerParent(handlers, async () => paidan?.close())
