import type { Logger } from 'pino'

/** The part of the server's log that the realtime folder writes to. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>
