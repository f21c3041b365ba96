/** Points as they are shown everywhere: one decimal, so that what is shown adds up. */
export const formatPoints = (points: number): string => points.toFixed(1)

/** `+4.0`, `−0.4`. */
export const formatLead = (points: number): string =>
  `${points < 0 ? '−' : '+'}${formatPoints(Math.abs(points))}`
