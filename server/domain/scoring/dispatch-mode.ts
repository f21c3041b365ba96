/**
 * What the engine does on a board with tickets that wait for dispatch: nothing; show whom it would send; the same, and one
 * key takes the suggestion; assign by itself where the policy lets it.
 */
export const dispatchModes = ['off', 'suggest', 'semi', 'auto'] as const
export type DispatchMode = (typeof dispatchModes)[number]
