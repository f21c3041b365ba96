import type { MigrationFlaw } from '#domain/flow/migrate.ts'

/**
 * What becomes of a ticket that is moved to another version. `moved`: it has left a node. `kept`: it stands where it stood.
 * `stays`: it stays on its version, and why. `over`: it had come there or to its end in the meantime.
 */
export type MigrationOutcome = 'moved' | 'kept' | 'stays' | 'over'

export type MigrationDetail = {
  /** The nodes it has left, and those to which it was sent. */
  moves?: readonly { from: string; to: string }[]
  flaw?: MigrationFlaw | { name: 'planned'; nodeId: string }
}
