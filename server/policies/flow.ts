import type { Actor } from '#domain/actor.ts'

/** Drawing flows and publishing them: by them all tickets go. */
export const mayEditFlows = (actor: Actor): boolean => actor.kind === 'person' && actor.role === 'admin'

/** Whoever works with tickets may look at how they go. Engineers see their own steps only, on their device. */
export const mayReadFlows = (actor: Actor): boolean => actor.kind === 'person' && actor.role !== 'engineer'
