import type { BilingualText } from './flow/flow.ts'
import type { FlowRefusal } from './flow/flow-input.ts'
import type { StayFlaw } from './flow/migrate.ts'
import type { Problem } from './flow-graph/problem.ts'
import type { PolicyFlaw } from './scoring/policy.ts'
import type { Instant } from './instant.ts'
import type { Stage } from './stage.ts'

/**
 * Everything that a person can cause and is refused. Each has a name and the numbers that its sentence needs;
 * the sentences are in `app/i18n/<language>/rejections.ts`. Nothing has been changed when one of these is answered.
 */
export type Rejection =
  // the ticket and its engineer
  | { name: 'ticket-not-found' }
  | { name: 'engineer-not-found' }
  | { name: 'version-stale'; changedBy: string }
  | { name: 'ticket-closed' }
  | { name: 'ticket-open' }
  | { name: 'ticket-exists' }
  | { name: 'note-exists' }
  | { name: 'external-id-taken'; externalId: string }
  | { name: 'already-assigned'; engineer: string }
  | { name: 'not-assigned' }
  | { name: 'same-engineer'; engineer: string }
  | { name: 'pinned'; engineer: string }
  | { name: 'already-pinned' }
  | { name: 'not-pinned' }
  | { name: 'skill-missing'; engineer: string; skill: string; needed: number; has: number }
  | { name: 'off-shift'; engineer: string; fromMinute: number; toMinute: number }
  | { name: 'at-capacity'; engineer: string; load: number; capacity: number }
  | { name: 'engine-limit'; engineer: string; given: number; limit: number }
  | { name: 'certificate-expired'; engineer: string; skill: string; validUntil: string }
  | { name: 'already-offered' }
  | { name: 'offer-over' }
  | { name: 'offer-running' }
  | { name: 'nothing-changed' }
  | { name: 'window-reversed' }
  // what keeps the engine from an engineer, and a person not
  | { name: 'customer-wish'; engineer: string }
  | { name: 'outside-region'; engineer: string; district: string }
  | { name: 'travel-too-long'; engineer: string; minutes: number; limit: number }
  | { name: 'arrives-late'; engineer: string; minutes: number }
  // the flow
  | { name: 'no-transition'; from: Stage; to: Stage | null }
  | { name: 'choose-transition'; stage: Stage; options: readonly { nodeId: string; name: BilingualText }[] }
  | { name: 'assignee-needed'; to: Stage }
  | FlowRefusal
  | { name: 'not-your-step'; node: BilingualText }
  | { name: 'no-drawn-flow' }
  | { name: 'handler-not-found' }
  | { name: 'field-read-only'; field: string }
  | { name: 'field-unfit'; field: string }
  | { name: 'flow-unpublished' }
  | { name: 'flow-not-found' }
  | { name: 'flow-in-use'; board: string }
  | { name: 'flow-version-not-found'; number: number }
  | { name: 'flow-too-large'; nodes: number; megabytes: number }
  | { name: 'flow-flawed'; problems: readonly Problem[] }
  | { name: 'flow-published'; number: number; publishedBy: string }
  | { name: 'draft-moved'; changes: readonly DraftStep[] }
  | { name: 'ticket-stays'; why: StayFlaw }
  | { name: 'changes-torn'; missing: readonly string[] }
  // rights and boards
  | { name: 'not-allowed' }
  | { name: 'board-not-found' }
  | { name: 'board-closed' }
  | { name: 'foreign-ticket' }
  | { name: 'customer-not-found' }
  | { name: 'asset-not-found' }
  // a person's own views of a board
  | { name: 'view-not-found' }
  | { name: 'view-name-taken'; view: string }
  | { name: 'too-many-views'; most: number }
  // scoring policies
  | { name: 'policy-not-found' }
  | { name: 'policy-version-not-found'; number: number }
  | { name: 'policy-name-taken'; policy: string }
  | { name: 'policy-flawed'; flaw: PolicyFlaw }
  | { name: 'draft-changed'; changedBy: string }
  | { name: 'draft-unchanged' }
  // working calendars
  | { name: 'calendar-not-found' }
  | { name: 'calendar-name-taken'; calendar: string }
  | { name: 'secret-replaced' }
  | { name: 'calendar-in-use'; flow: string; number: number }
  // teams
  | { name: 'team-not-found' }
  | { name: 'team-name-taken'; team: string }
  | { name: 'team-in-use'; flow: string; number: number }
  // a plan for many tickets
  | { name: 'plan-under-way' }
  | { name: 'plan-cancelled' }
  // the message itself
  | { name: 'unknown-command'; command: string }
  | { name: 'wrong-field'; field: string }
  | { name: 'command-id-taken' }
  | { name: 'rate-limited'; seconds: number }
  // signing in
  | { name: 'wrong-credentials' }
  | { name: 'demo-off' }
  | { name: 'setup-link-used' }
  | { name: 'password-too-short'; shortest: number }
  // the connection and the machine
  | { name: 'session-expired' }
  | { name: 'wrong-origin' }
  | { name: 'frame-too-large' }
  | { name: 'impossible-coordinate' }
  | { name: 'device-unknown' }
  | { name: 'page-outdated' }
  | { name: 'no-answer' }
  | { name: 'database-away' }
  | { name: 'something-broke'; commandId: string }

/** What somebody has changed in a flow meanwhile: a field of an element of one of the document's maps. */
export type DraftStep = { author: string; map: string; elementId: string; field: string; at: Instant }

export type RejectionName = Rejection['name']
export type Refusal = { ok: false; rejection: Rejection }

export const refuse = (rejection: Rejection): Refusal => ({ ok: false, rejection })
