import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import type { Actor } from '#domain/actor.ts'
import type { SavedView } from './saved-view.ts'

/** What the person may do on this board, by the same policies that the commands ask. */
export type BoardPermissions = {
  create: boolean
  edit: boolean
  dispatch: boolean
  move: boolean
  prioritise: boolean
  note: boolean
  cancel: boolean
  reopen: boolean
  import: boolean
}

export type BoardScreenProps = {
  snapshot: BoardSnapshot
  boardName: string
  me: Extract<Actor, { kind: 'person' }>
  permissions: BoardPermissions
  boards: readonly { id: string; name: string }[]
  savedViews: readonly SavedView[]
  /** The deployer's own map style; null for the one that is built in. */
  mapStyleUrl: string | null
}
