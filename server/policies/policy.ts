import type { Actor } from '#domain/actor.ts'

/** Looking at scoring policies, changing them and putting them in force: by them tickets are given away. */
export const mayEditPolicies = (actor: Actor): boolean => actor.kind === 'person' && actor.role === 'admin'
