/** How all of the flow is brought into view: never larger than life. */
export const fitOptions = { padding: 0.08, maxZoom: 1 } as const
