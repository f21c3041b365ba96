import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Policy } from '#domain/scoring/policy.ts'

export const longestPolicyName = 60

/** What the page of a policy is given, see load-policy.server.ts. */
export type VersionSummary = {
  number: number
  note: string
  /** Null for what came with the product. */
  createdBy: ActorRef | null
  createdAt: Instant
  /** How many assignments were made by it. */
  decisions: number
}

/** An open board with the version by which it scores. */
export type BoardInForce = {
  id: string
  name: string
  timeZone: string
  inForce: { policyId: string; policy: string; number: number }
  body: Policy
}

export type DispatchChange = {
  id: number
  board: string
  number: number
  changedBy: ActorRef
  changedAt: Instant
}

/** `v7`, or with the name where it is a version of another policy. */
export const versionLabel = ({ policyId, policy, number }: BoardInForce['inForce'], ownId: string): string =>
  policyId === ownId ? `v${number}` : `${policy} v${number}`
