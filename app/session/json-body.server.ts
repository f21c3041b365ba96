/** What was sent as JSON; null when it is none, which the caller's schema then refuses by name. */
export const readJsonBody = (request: Request): Promise<unknown> => request.json().catch(() => null)
