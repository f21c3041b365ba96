import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'

/** What the live badge says. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'live'; latencyMs: number }
  /** The board is shown as of then, on the server's clock; commands wait. */
  | { state: 'stale'; asOf: Instant }
  /** No retry: sign in again, reload the page, or leave. */
  | { state: 'ended'; rejection: Rejection }

export type Liveness = {
  connection: Connection
  /** When the server last said, on its clock, that the board is as shown. */
  heardAt: Instant
  latencyMs: number
}

export type LivenessInput =
  /** An event, a heartbeat or an answer that says how far the log reaches. */
  | { type: 'heard'; at: Instant }
  | { type: 'measured'; latencyMs: number }
  /** The line was cut, or could not be opened. */
  | { type: 'cut' }
  | { type: 'time'; at: Instant }
  | { type: 'ended'; rejection: Rejection }

/** Two heartbeats and a bit: then the screen no longer knows whether it is right, and must not say "live". */
export const staleAfterMs = 12_000

export function stepLiveness(current: Liveness, input: LivenessInput): Liveness {
  if (current.connection.state === 'ended') return current
  switch (input.type) {
    case 'heard':
      return { ...current, heardAt: input.at, connection: { state: 'live', latencyMs: current.latencyMs } }
    case 'measured': {
      const { latencyMs } = input
      const isLive = current.connection.state === 'live'
      return { ...current, latencyMs, connection: isLive ? { state: 'live', latencyMs } : current.connection }
    }
    case 'cut':
      return { ...current, connection: { state: 'stale', asOf: current.heardAt } }
    case 'time':
      return current.connection.state === 'live' && input.at - current.heardAt > staleAfterMs
        ? { ...current, connection: { state: 'stale', asOf: current.heardAt } }
        : current
    case 'ended':
      return { ...current, connection: { state: 'ended', rejection: input.rejection } }
  }
}
