import { z } from 'zod'
import type { ActorRef } from '#domain/actor.ts'
import type { GraphChange } from '#domain/flow-graph/difference.ts'
import type { FlowGraph, Malformed } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import type { Instant } from '#domain/instant.ts'
import type { Refusal } from '#domain/rejection.ts'

export const longestVersionName = 80

/** What a person asks who has seen a `FlowReview`. */
export const publishRequest = z.object({
  seen: z.object({ seq: z.number().int().nonnegative(), version: z.number().int().positive().nullable() }),
  /** Only these changes of the review, with everything that they need; all of them when it is left out. */
  changeIds: z.array(z.string().max(300)).min(1).max(20_000).optional(),
  name: z.string().trim().max(longestVersionName).default(''),
})
export type PublishRequest = z.output<typeof publishRequest>

/** A difference between the draft and the newest version. */
export type DraftChange = {
  change: GraphChange
  /** Everybody who has had a hand in it; more than one where it cannot be told apart. */
  authors: readonly { id: string; name: string }[]
  /** When one of them was last at it; null for what was in the graph from which the flow was made. */
  changedAt: Instant | null
  /** Ids of the changes without which it cannot be published. */
  needs: readonly string[]
}

/** What would be published now. */
export type FlowReview = {
  /** The number in the document's log up to which the draft was taken: what is published is the draft there. */
  seq: number
  /** When that was. */
  takenAt: Instant
  /** Null when nothing was published yet. */
  version: { number: number; name: string; createdBy: ActorRef; createdAt: Instant } | null
  changes: readonly DraftChange[]
  problems: readonly Problem[]
  /** The newest version, without nodes before the first, and the draft there: what some of the changes come to can be said on a screen. */
  published: FlowGraph
  draft: FlowGraph
  /** Parts of the draft that are not in `draft`, because they cannot be read. */
  malformed: readonly Malformed[]
}

export type FlowReviewAnswer = { ok: true; review: FlowReview } | Refusal
export type PublishAnswer = { ok: true; number: number } | Refusal

/** A version in the list of a flow's versions. */
export type FlowVersionRow = {
  number: number
  /** May be empty. */
  name: string
  createdBy: ActorRef
  createdAt: Instant
  /** Tickets that run on it and are not finished. */
  running: number
}

/** The newest first. */
export type FlowVersionsAnswer = { ok: true; versions: readonly FlowVersionRow[] } | Refusal
export type FlowVersionAnswer = { ok: true; graph: FlowGraph } | Refusal
