import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'

/** Who is at the other end of a connection, and until when that holds. */
export type Principal = { actor: Actor; sessionId: string; expiresAt: Instant }
