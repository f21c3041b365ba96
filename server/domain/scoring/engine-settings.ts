/**
 * Who gives waiting tickets away on a board: people alone; people, shown whom the engine would send; the same with a key
 * that accepts it; or the engine too, as far as the policy lets it, and with a suggestion where the policy does not.
 */
export const dispatchModes = ['off', 'suggest', 'semi', 'auto'] as const
export type DispatchMode = (typeof dispatchModes)[number]

/** Whether a waiting ticket shows whom the engine would send. */
export const showsSuggestions = (mode: DispatchMode): boolean => mode !== 'off'

/** Whether one key sends the one suggested. */
export const acceptsByKey = (mode: DispatchMode): boolean => mode === 'semi' || mode === 'auto'

/** How the engine hands out: it assigns; it asks one engineer after the other; or it lays work out for whoever comes first. */
export const handOuts = ['assignment', 'offer', 'pool'] as const
export type HandOut = (typeof handOuts)[number]

/** How long an engineer may think, as the board can choose. Seconds. */
export const offerTimes = [30, 60, 120, 300] as const

/** How many tickets the engine may hand to one engineer within an hour, as the board can choose. */
export const hourlyLimits = [5, 10, 20, 30, 60, 120] as const

/** Of a board that says nothing else; as migration 009 has it. */
export const standardHourlyLimit = 30

/** What the engine does on a board, as everybody there is told. */
export type EngineSettings = {
  dispatchMode: DispatchMode
  handOut: HandOut
  offerSeconds: number
  hourlyLimit: number
}

/** Out of what says more than that. */
export const engineSettingsOf = ({
  dispatchMode,
  handOut,
  offerSeconds,
  hourlyLimit,
}: EngineSettings): EngineSettings => ({ dispatchMode, handOut, offerSeconds, hourlyLimit })

export const isSameEngine = (one: EngineSettings, other: EngineSettings): boolean =>
  one.dispatchMode === other.dispatchMode &&
  one.handOut === other.handOut &&
  one.offerSeconds === other.offerSeconds &&
  one.hourlyLimit === other.hourlyLimit
