import { createClient } from 'redis'
import type { Log } from './log.ts'

/**
 * What nodes tell each other over Redis: doorbells, positions, presence. Everything on it may be lost: the log in Postgres
 * and the next report make up for it. Publishing therefore never waits, never queues and never throws.
 */
export type Relay = {
  state: () => 'connected' | 'away'
  publish: (channel: string, message: string) => void
  subscribe: (channel: string, listener: (message: string) => void) => void
  close: () => void
}

const longestPauseMs = 2_000
const reconnectStrategy = (retries: number): number =>
  Math.min(longestPauseMs, 50 * 2 ** Math.min(retries, 6))

/** Returns at once; when Redis is away it is tried again for ever. */
export function connectRelay({ url, log }: { url: string; log: Log }): Relay {
  const publisher = createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy } })
  const subscriber = createClient({ url, socket: { reconnectStrategy } })
  let away = false
  publisher.on('error', (error: unknown) => {
    if (!away) log.warn({ err: error }, 'redis is away; nodes find each other by polling the database')
    away = true
  })
  publisher.on('ready', () => {
    if (away) log.info('redis is back')
    away = false
  })
  // The publisher, on the same server, has already said it.
  subscriber.on('error', () => undefined)
  // connect() settles only when the first attempt that succeeds does; closing before that rejects it.
  publisher.connect().catch(() => undefined)
  subscriber.connect().catch(() => undefined)
  return {
    state: () => (publisher.isReady && subscriber.isReady ? 'connected' : 'away'),
    publish: (channel, message) => {
      if (publisher.isReady) publisher.publish(channel, message).catch(() => undefined)
    },
    subscribe: (channel, listener) => {
      subscriber.subscribe(channel, listener).catch((error: unknown) => {
        log.error({ err: error, channel }, 'redis refused a subscription')
      })
    },
    close: () => {
      publisher.destroy()
      subscriber.destroy()
    },
  }
}
