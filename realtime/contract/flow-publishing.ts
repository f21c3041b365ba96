import { z } from 'zod'
import type { ActorRef } from '#domain/actor.ts'
import type { GraphChange } from '#domain/flow-graph/difference.ts'
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
  /** Ids of the changes without which it cannot be published. */
  needs: readonly string[]
}

/** What would be published now. */
export type FlowReview = {
  /** The number in the document's log up to which the draft was taken: what is published is the draft there. */
  seq: number
  /** Null when nothing was published yet. */
  version: { number: number; name: string; createdBy: ActorRef; createdAt: Instant } | null
  changes: readonly DraftChange[]
  problems: readonly Problem[]
}

export type FlowReviewAnswer = { ok: true; review: FlowReview } | Refusal
export type PublishAnswer = { ok: true; number: number } | Refusal
