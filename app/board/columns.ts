import type { Instant } from '#domain/instant.ts'
import { slaState, type SlaLevel } from '#domain/sla/sla-state.ts'
import { stages, type Stage } from '#domain/stage.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { createFilter, type BoardFilters, type FilterFacts } from './filters.ts'

export const boardSorts = ['due', 'priority', 'newest'] as const
export type BoardSort = (typeof boardSorts)[number]

export type BoardColumns = {
  columns: Readonly<Record<Stage, readonly Ticket[]>>
  /** Open tickets that the filters let through, and how many of them stand where against their due time. */
  open: number
  bySla: Readonly<Record<SlaLevel, number>>
  /** Open tickets that the filters keep from view, and those of them that came after the filters were set. */
  hidden: number
  hiddenNew: number
}

/** The tickets as the board shows them: a list per stage, filtered and in order. */
export function arrangeColumns(
  tickets: Iterable<Ticket>,
  filters: BoardFilters,
  sort: BoardSort,
  facts: FilterFacts & { filteredSince: Instant },
): BoardColumns {
  const columns: Record<Stage, Ticket[]> = emptyColumns()
  const bySla: Record<SlaLevel, number> = { 'on-track': 0, 'at-risk': 0, critical: 0, breached: 0 }
  // The SLA counts are switches of the SLA filter, so they must not shrink by it.
  const passesOthers = createFilter({ ...filters, sla: [] }, facts)
  let open = 0
  let hidden = 0
  let hiddenNew = 0
  for (const ticket of tickets) {
    const { level } = slaState(ticket, facts.now)
    const counted = passesOthers(ticket)
    if (counted && isOpen(ticket)) {
      open += 1
      bySla[level] += 1
    }
    if (counted && (filters.sla.length === 0 || filters.sla.includes(level)))
      columns[ticket.stage].push(ticket)
    else if (isOpen(ticket)) {
      hidden += 1
      if (ticket.createdAt > facts.filteredSince) hiddenNew += 1
    }
  }
  for (const stage of stages) columns[stage].sort(stage === 'closed' ? latestClosedFirst : order[sort])
  return { columns, open, bySla, hidden, hiddenNew }
}

const emptyColumns = (): Record<Stage, Ticket[]> => ({
  intake: [],
  'to-dispatch': [],
  assigned: [],
  'en-route': [],
  'on-site': [],
  waiting: [],
  'to-verify': [],
  closed: [],
})

type Order = (a: Ticket, b: Ticket) => number

// The number breaks ties, so that two screens never show two orders.
const byNumber: Order = (a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0)

const order: Record<BoardSort, Order> = {
  due: (a, b) => a.dueAt - b.dueAt || a.priority - b.priority || byNumber(a, b),
  priority: (a, b) => a.priority - b.priority || a.dueAt - b.dueAt || byNumber(a, b),
  newest: (a, b) => b.createdAt - a.createdAt || byNumber(b, a),
}

const latestClosedFirst: Order = (a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0) || byNumber(b, a)

/** Which stages are looked at most; the first of these get a column when there is no room for all. */
const columnRank: readonly Stage[] = [
  'to-dispatch',
  'assigned',
  'en-route',
  'on-site',
  'to-verify',
  'waiting',
  'intake',
  'closed',
]

/**
 * Stages that get a column and stages that become pills. No column is ever cut in half; those that the person has
 * opened come before the usual ones, the last opened first.
 */
export function chooseColumns(
  room: number,
  opened: readonly Stage[],
): { shown: readonly Stage[]; pills: readonly Stage[] } {
  const wanted = [...opened, ...columnRank.filter((stage) => !opened.includes(stage))]
  const chosen = new Set([...new Set(wanted)].slice(0, Math.max(1, room)))
  return {
    shown: stages.filter((stage) => chosen.has(stage)),
    pills: stages.filter((stage) => !chosen.has(stage)),
  }
}

export type ColumnEntry = { kind: 'ticket'; ticket: Ticket } | { kind: 'gone'; ticketId: string }

/**
 * A column that must hold still, because a pointer is on it or a card is in the air: who is there keeps the place, who
 * has left leaves a gap, newcomers wait below.
 */
export function holdStill(frozen: readonly string[], tickets: readonly Ticket[]): ColumnEntry[] {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const held = frozen.map((ticketId): ColumnEntry => {
    const ticket = byId.get(ticketId)
    byId.delete(ticketId)
    return ticket ? { kind: 'ticket', ticket } : { kind: 'gone', ticketId }
  })
  return [...held, ...[...byId.values()].map((ticket): ColumnEntry => ({ kind: 'ticket', ticket }))]
}
