export const roles = ['admin', 'supervisor', 'dispatcher', 'service-desk', 'engineer'] as const
export type Role = (typeof roles)[number]

/** Who acts. A person has signed in; an engineer's device has shown its token; the engine is Paidan itself. */
export type Actor =
  | { kind: 'person'; id: string; name: string; role: Role; boardIds: readonly string[] }
  | { kind: 'engineer'; id: string; name: string; boardId: string }
  | { kind: 'engine'; id: string; name: string; boardId: string }

/** What everybody may know of the one who acted; it stands in every event. */
export type ActorRef = { kind: Actor['kind']; id: string; name: string }

export const actorRef = ({ kind, id, name }: Actor): ActorRef => ({ kind, id, name })
