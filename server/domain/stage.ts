/** The kanban columns, from left to right. A ticket's column is the stage of the flow node on which it stands. */
export const stages = [
  'intake',
  'to-dispatch',
  'assigned',
  'en-route',
  'on-site',
  'waiting',
  'to-verify',
  'closed',
] as const

export type Stage = (typeof stages)[number]
