import { z } from 'zod'
import type { ActorRef } from '#domain/actor.ts'
import type { StayFlaw } from '#domain/flow/migrate.ts'
import type { Instant } from '#domain/instant.ts'
import type { Refusal, RejectionName } from '#domain/rejection.ts'
import { id, text } from './fields.ts'

const nodeId = text.max(80)

/**
 * Where the tickets of which nodes go, by the ids of nodes; null: they stay on their version. A node that is not named keeps
 * its id.
 */
const migrationMapping = z.record(nodeId, nodeId.nullable())
export type MigrationMapping = Readonly<z.infer<typeof migrationMapping>>

/** As the database counts them. */
const versionNumber = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)

const order = {
  to: versionNumber,
  mapping: migrationMapping,
  /** Only tickets that run on one of these versions; null: on any other. */
  from: z.array(versionNumber).min(1).max(1_000).nullable(),
  /** Only tickets that stand on one of these nodes; null: all that run on other versions. */
  onlyNodes: z.array(nodeId).max(2_000).nullable(),
}

/** To an older version as well: what was published by mistake is left that way. */
export const migrationRequest = z.object(order)
export type MigrationRequest = Readonly<z.infer<typeof migrationRequest>>

/** Ends a migration where it is: what is done stays done, the other tickets stay on their versions. */
export const migrationStopRequest = z.object({ migrationId: id })

/** `graph`: what would be published as that version; null: it is there already. */
export const rehearsalRequest = z.object({ ...order, graph: z.unknown() })

/**
 * What becomes of a ticket that is moved to another version. `moved`: it has left a node. `kept`: it stands where it stood.
 * `stays`: it stays on its version, and why. `failed`: something broke, and it was left as it was. `over`: it had come there or to
 * its end in the meantime.
 */
export type MigrationOutcome = 'moved' | 'kept' | 'stays' | 'failed' | 'over'

/** Why a ticket stays: it cannot go, it was planned so, its command was refused for another reason, or something broke. */
export type StayReason =
  StayFlaw | { name: 'refused'; rejection: RejectionName } | { name: 'broke'; error: string }

export type MigrationDetail = {
  /** The nodes it has left, and those to which it was sent. */
  moves?: readonly { from: string; to: string }[]
  reason?: StayReason
}

/** One ticket of a migration, or of its rehearsal. */
export type MigrationTicket = {
  ticketId: string
  boardId: string
  number: string
  title: string
  from: number
  outcome: MigrationOutcome | null
  detail: MigrationDetail | null
}

type Counts = Readonly<Record<MigrationOutcome, number>>

/** So many tickets are listed by name, those that did not come along first. */
export const mostListedTickets = 200

/** What would happen now. Nothing has been changed by asking. */
export type MigrationRehearsal = {
  at: Instant
  /** All that are looked at. */
  total: number
  counts: Counts
  tickets: readonly MigrationTicket[]
}

export type Migration = {
  id: string
  to: number
  mapping: MigrationMapping
  /** Null: from any other version. */
  from: readonly number[] | null
  onlyNodes: readonly string[] | null
  askedBy: ActorRef
  askedAt: Instant
  begunAt: Instant | null
  endedAt: Instant | null
  /** Who has ended it before all were done. */
  stoppedBy: ActorRef | null
  total: number
  counts: Counts
}

/** How many tickets of a version stand on a node, on all boards. */
export type VersionStanding = { version: number; nodeId: string; tickets: number }

export type RehearsalAnswer = { ok: true; rehearsal: MigrationRehearsal } | Refusal
export type StartMigrationAnswer = { ok: true; migrationId: string } | Refusal
