import { connect, type ConnectionOptions } from '#db/client.ts'
import { startFlowNode } from '#tests/support/flow-node.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'

/** The rooms of the product, storing what is drawn in a real database. */
let close: () => Promise<void> = () => Promise.resolve()
const cpu = createCpuMeter()

const handlers = {
  start: async (connection: ConnectionOptions): Promise<string> => {
    const database = connect(connection)
    const node = await startFlowNode(database, {})
    close = async () => {
      await node.close()
      await database.close()
    }
    return node.url
  },
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
}
export type DrawingServer = typeof handlers

answerParent(handlers, () => close())
