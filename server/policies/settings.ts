import type { Actor } from '#domain/actor.ts'

/** Working calendars, and what is sent out: by them all boards go. */
export const mayChangeSettings = (actor: Actor): boolean => actor.kind === 'person' && actor.role === 'admin'
