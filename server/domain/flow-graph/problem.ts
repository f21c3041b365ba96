import type { GuardFlaw } from '../guard/flaw.ts'
import type { Stage } from '../stage.ts'

/** What is wrong with a graph, with the numbers that its sentence needs; see `app/i18n/<language>/flow-graph.ts`. */
export type ProblemDetail =
  // the shape of the graph
  | { name: 'start-missing' }
  | { name: 'start-repeated'; count: number }
  | { name: 'end-missing' }
  | { name: 'unreachable' }
  | { name: 'dead-end' }
  | { name: 'exit-open'; handle: string }
  | { name: 'exit-split'; handle: string; count: number }
  | { name: 'exit-unknown'; handle: string }
  | { name: 'edge-dangling' }
  | { name: 'edge-into-start' }
  | { name: 'endless-loop' }
  | { name: 'stage-backwards'; from: Stage; to: Stage }
  // what runs in parallel
  | { name: 'fork-single' }
  | { name: 'fork-unjoined' }
  | { name: 'fork-torn' }
  | { name: 'fork-left' }
  | { name: 'join-without-fork' }
  // settings
  | { name: 'malformed' }
  | { name: 'setting-unreadable'; field: string }
  | { name: 'name-missing' }
  | { name: 'handler-missing' }
  | { name: 'node-unknown'; node: string }
  | { name: 'person-unknown'; person: string }
  | { name: 'team-unknown'; team: string }
  | { name: 'handler-unfit' }
  | { name: 'field-unknown'; field: string }
  | { name: 'calendar-missing'; hours: number }
  | { name: 'calendar-unknown'; calendar: string }
  | { name: 'warning-after-limit'; minutes: number }
  | { name: 'recipient-missing' }
  | { name: 'url-malformed' }
  | { name: 'url-private'; host: string }
  | { name: 'failure-unhandled' }
  // guards
  | { name: 'branches-missing' }
  | { name: 'else-missing' }
  | { name: 'guard-flawed'; branch: string; flaw: GuardFlaw }
  | { name: 'guard-never'; branch: string }
  | { name: 'guard-always'; branch: string }
  | { name: 'guard-covered'; branch: string }

export type ProblemName = ProblemDetail['name']

/** A graph with errors cannot be published; a warning only wants to be seen. */
export type Severity = 'error' | 'warning'

/** The id stays the same while the same thing is wrong at the same place, whatever else changes. */
export type Problem = ProblemDetail & { id: string; severity: Severity } & {
  nodeId?: string
  edgeId?: string
}

const warnings: ReadonlySet<ProblemName> = new Set<ProblemName>([
  'stage-backwards',
  'fork-unjoined',
  'fork-left',
  'setting-unreadable',
  'name-missing',
  'calendar-missing',
  'warning-after-limit',
  'failure-unhandled',
  'guard-always',
  'guard-covered',
])

/** `part` tells two problems of the same name at one place apart. */
export function problemAt(
  place: { nodeId?: string; edgeId?: string },
  detail: ProblemDetail,
  part = '',
): Problem {
  const id = [detail.name, place.nodeId ?? place.edgeId ?? '', part].filter((one) => one !== '').join(':')
  return { ...detail, ...place, id, severity: warnings.has(detail.name) ? 'warning' : 'error' }
}
