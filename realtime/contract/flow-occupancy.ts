import type { Instant } from '#domain/instant.ts'
import type { JsonValue } from './flow-document.ts'

/** How many tickets are on their way on a flow, and where they stand. A ticket counts once on each node that it stands on. */
export type FlowOccupancy = {
  flowId: string
  serverNow: Instant
  /** The newest version; null while there is none. */
  newest: number | null
  /** Every version that tickets run on, oldest first. */
  versions: readonly { number: number; tickets: number }[]
  /** By the id of the node, which is the same in all versions and in the draft. Nodes without tickets are left out. */
  nodes: Readonly<Record<string, NodeOccupancy>>
}

export type NodeOccupancy = StandingTickets & {
  /** Those of the tickets that run on the newest version are left out: their number is `tickets` less these. */
  onOlder: number
}

/** `late`: past their due time or the limit of the node. `atRisk`: near one of the two, and not late. */
export type StandingTickets = { tickets: number; atRisk: number; late: number }

/** One of the tickets that stand on a node, for those who look closer. */
export type StandingTicket = {
  ticketId: string
  boardId: string
  number: string
  title: string
  version: number
  since: Instant
  /** The due time of the ticket, or the limit of the node where that comes first. */
  dueAt: Instant
  level: 'on-track' | 'at-risk' | 'late'
}

/** How long tickets have stood on a node before they left it, and how many of them past its limit. */
export type NodeDuration = { nodeId: string; stays: number; late: number; medianMs: number; p90Ms: number }

/** The days that durations are taken from. */
export const durationDays = [7, 30, 90] as const
export type DurationDays = (typeof durationDays)[number]

/** What the canvas needs to know of what is published: what it compares the draft with, and what stood where tickets stand. */
export type PublishedOutline = {
  /** The newest version. */
  number: number
  nodes: Readonly<Record<string, PublishedNode>>
  edges: readonly { source: string; sourceHandle: string; target: string }[]
  /** Nodes of older versions on which tickets run and which are in the newest one no more. */
  older: Readonly<Record<string, PublishedNode>>
}

export type PublishedNode = {
  type: string
  pos: readonly [number, number]
  config: Readonly<Record<string, JsonValue>>
  /** The version it was last in. */
  number: number
}
