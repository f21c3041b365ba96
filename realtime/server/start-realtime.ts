import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { LogTailOptions } from './log-tail.ts'
import { createLogTail } from './log-tail.ts'
import type { Doorbell } from './doorbell.ts'
import { createGateway, type GatewayOptions } from './gateway.ts'
import { createPositionFanOut } from './position-fan-out.ts'
import { createPositionBook, type PositionBook, type PositionBookOptions } from './positions.ts'
import { createPresenceBook } from './presence.ts'
import type { Relay } from './redis-relay.ts'

/**
 * Everything that moves on the socket, joined together. The composition root calls, in this order:
 *
 *   const relay = redisUrl ? connectRelay({ url: redisUrl, log }) : null
 *   const doorbell = await createDoorbell({ relay, sql, log })
 *   const runCommand = createRunCommand({ …, onCommitted: doorbell.ring })
 *   const realtime = await startRealtime({ http, relay, doorbell, runCommand, … })
 *   …
 *   await realtime.close(); await doorbell.close(); relay?.close()
 */
export type RealtimeOptions = Omit<GatewayOptions, 'http'> &
  Pick<LogTailOptions, 'readHeads'> & {
    http: HttpServer
    relay: Relay | null
    doorbell: Doorbell
    lastPositions: Pick<PositionBookOptions, 'load' | 'save' | 'findEngineer'>
  }

export type Realtime = {
  /** For devices that report by HTTP, see `answerReport`. */
  positions: PositionBook
  close: () => Promise<void>
}

export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { relay, doorbell, now, log } = options
  const positions = await createPositionBook({ ...options.lastPositions, relay, now, log })
  const gateway = createGateway(options)
  const tail = createLogTail({
    readHeads: options.readHeads,
    readEventsAfter: options.readEventsAfter,
    deliver: gateway.sendEvents,
    deliverHead: gateway.sendHead,
    now,
    log,
  })
  doorbell.onRing(tail.ring)
  const fanOut = createPositionFanOut({ positions, broadcast: gateway.sendPositions, now })
  const presence = createPresenceBook({ deliver: gateway.sendPresence, nodeId: randomUUID(), relay })
  gateway.open({ tail, positions, fanOut, presence })
  return {
    positions,
    close: async () => {
      gateway.close()
      tail.close()
      fanOut.close()
      presence.close()
      await positions.close()
    },
  }
}
