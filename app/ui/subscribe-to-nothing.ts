/** For `useSyncExternalStore` while there is no store. */
export const subscribeToNothing = () => () => undefined
