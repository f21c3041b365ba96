/** Who gives waiting tickets away on a board: people alone, or the engine too, as far as the policy lets it. */
export const dispatchModes = ['off', 'auto'] as const
export type DispatchMode = (typeof dispatchModes)[number]
