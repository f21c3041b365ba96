import {
  totalsOf,
  type BacklogPlan,
  type PlannedAssignment,
  type PlanTotals,
} from '#domain/batch-assignment/backlog-plan.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'

export type PlanItem = BacklogPlan['assignments'][number]

/** What has become of a ticket since the plan was made, that keeps it from being carried out. */
export type Staleness =
  | { kind: 'gone' }
  | { kind: 'closed'; by: string }
  | { kind: 'held'; engineerId: string }
  | { kind: 'changed'; by: string }
  /** What the server said when it was tried. */
  | { kind: 'refused'; sentence: string }

export type PlanRow = {
  item: PlanItem
  ticket: Ticket | undefined
  stale: Staleness | null
  ticked: boolean
}

export type PlanGroup = { engineerId: string; rows: readonly PlanRow[] }

type Facts = {
  tickets: ReadonlyMap<string, Ticket>
  refusals: ReadonlyMap<string, string>
  unticked: ReadonlySet<string>
}

/** The plan as it can be carried out now, by engineer, those with most tickets first. What has been carried out is left out. */
export function reviewPlan(plan: BacklogPlan, { tickets, refusals, unticked }: Facts): PlanGroup[] {
  const groups = new Map<string, PlanRow[]>()
  for (const item of plan.assignments) {
    const ticket = tickets.get(item.ticketId)
    if (ticket?.assignment?.engineerId === item.engineerId) continue
    const refusal = refusals.get(item.ticketId)
    const stale = findStaleness(item, ticket) ?? (refusal ? { kind: 'refused', sentence: refusal } : null)
    const row: PlanRow = { item, ticket, stale, ticked: stale === null && !unticked.has(item.ticketId) }
    const rows = groups.get(item.engineerId)
    if (rows) rows.push(row)
    else groups.set(item.engineerId, [row])
  }
  return [...groups]
    .map(([engineerId, rows]) => ({ engineerId, rows }))
    .sort((a, b) => b.rows.length - a.rows.length)
}

function findStaleness(
  { ticketVersion }: Pick<PlanItem, 'ticketVersion'>,
  ticket: Ticket | undefined,
): Exclude<Staleness, { kind: 'refused' }> | null {
  if (!ticket) return { kind: 'gone' }
  if (!isOpen(ticket)) return { kind: 'closed', by: ticket.changedBy }
  if (ticket.assignment) return { kind: 'held', engineerId: ticket.assignment.engineerId }
  if (ticket.version !== ticketVersion) return { kind: 'changed', by: ticket.changedBy }
  return null
}

export const tickedItems = (groups: readonly PlanGroup[]): PlanItem[] =>
  groups.flatMap(({ rows }) => rows.flatMap(({ item, ticked }) => (ticked ? [item] : [])))

export type Comparison = { plan: PlanTotals; firstCome: PlanTotals }

/** What is ticked, and what first come, first served would do with the same tickets. */
export function compareTicked(plan: BacklogPlan, ticked: readonly PlannedAssignment[]): Comparison {
  const ids = new Set(ticked.map(({ ticketId }) => ticketId))
  return {
    plan: totalsOf(ticked),
    firstCome: totalsOf(plan.firstCome.filter(({ ticketId }) => ids.has(ticketId))),
  }
}

export type Verdict = 'better' | 'worse' | 'same'

/** As far as both are told to a person: what looks the same is the same. */
export function judge(
  mine: number,
  theirs: number,
  { digits, more }: { digits: number; more: 'better' | 'worse' },
): Verdict {
  const difference = Number(mine.toFixed(digits)) - Number(theirs.toFixed(digits))
  if (difference === 0) return 'same'
  return difference > 0 === (more === 'better') ? 'better' : 'worse'
}
