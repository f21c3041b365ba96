/** Why a call of another system has failed, as the list of what was not delivered says it. */
export type WebhookFailure =
  | { kind: 'private-address'; host: string }
  | { kind: 'unreachable'; message: string }
  | { kind: 'timed-out'; seconds: number }
  | { kind: 'redirected'; status: number }
  | { kind: 'status'; status: number; said: string }
