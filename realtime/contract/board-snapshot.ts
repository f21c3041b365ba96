import type { LngLat } from '#geo/coordinate.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import type { Flow } from '#domain/flow/flow.ts'
import type { EngineSettings } from '#domain/scoring/engine-settings.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** Raised when a client made from older code can no longer read what the server sends; it then reloads the page. */
export const contractVersion = 3

export type BoardInfo = {
  id: string
  name: string
  timeZone: string
  centre: LngLat
  zoom: number
  closed: boolean
  /** What new tickets run on; null is the standard process. */
  flow: FlowRef | null
  /** What the engine does here comes with it; a change comes with the next head. */
} & EngineSettings

/** A board as it stood when its log had `seq` lines, read in one repeatable-read transaction. */
export type BoardSnapshot = {
  contractVersion: number
  seq: number
  /** The server's clock at the reading: countdowns on a computer whose clock is wrong still tell the truth. */
  serverNow: Instant
  board: BoardInfo
  /** What the drawn versions in use mean for the board: that of new tickets, and those of the tickets below. */
  flows: readonly Flow[]
  /** A ticket's `district` is one of these names, or one that came with an import. */
  districts: readonly { name: string; nameEn: string }[]
  engineers: readonly Engineer[]
  /** All open tickets, and the last 200 of those closed within a day. */
  tickets: readonly Ticket[]
}
