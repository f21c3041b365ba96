import type { Actor } from '#domain/actor.ts'

/** Reading a board and everything on it. Engineers work from their device and see their own tickets only. */
export function mayWatchBoard(actor: Actor, boardId: string): boolean {
  switch (actor.kind) {
    case 'person':
      return actor.role === 'admin' || (actor.role !== 'engineer' && actor.boardIds.includes(boardId))
    case 'engineer':
      return false
    case 'engine':
      return actor.boardId === boardId
  }
}

export const mayCreateBoard = (actor: Actor): boolean => actor.kind === 'person' && actor.role === 'admin'

/** What the tickets of a board run on. */
export const mayChooseFlow = (actor: Actor): boolean => actor.kind === 'person' && actor.role === 'admin'

/** Batches come from the office, and may carry tickets that are closed already. */
export const mayImportTickets = (actor: Actor, boardId: string): boolean =>
  mayWatchBoard(actor, boardId) &&
  (actor.kind === 'engine' || (actor.kind === 'person' && actor.role !== 'service-desk'))

export const mayChangeEngine = (actor: Actor, boardId: string): boolean =>
  mayWatchBoard(actor, boardId) && actor.kind === 'person' && actor.role !== 'service-desk'

export const maySeePhoneNumbers = (actor: Actor, boardId: string): boolean =>
  mayWatchBoard(actor, boardId) && actor.kind === 'person' && actor.role !== 'supervisor'
