/** For ages: the clock of the board may be set, or run faster than life. */
export const monotonicMs = (): number => performance.now()
