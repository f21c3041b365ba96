import type { Actor } from './actor.ts'

/** The automatic dispatch among all that Paidan does in its own name. */
export const dispatchEngineId = '5c0e0000-0000-4000-8000-000000000002'

/** The engine as it stands in the log. On every board it may do what a dispatcher may. */
export const engineOf = (boardId: string): Actor => ({
  kind: 'engine',
  id: dispatchEngineId,
  name: 'Paidan',
  boardId,
})
