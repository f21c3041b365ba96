import { type Instant } from '#domain/instant.ts'
import { slaState, type SlaLevel } from '#domain/sla/sla-state.ts'
import { stages, type Stage } from '#domain/stage.ts'
import {
  isOpen,
  ticketSources,
  type Priority,
  type Ticket,
  type TicketSource,
} from '#domain/ticket/ticket.ts'

export const slaLevels = [
  'breached',
  'critical',
  'at-risk',
  'on-track',
] as const satisfies readonly SlaLevel[]
export const priorities = [1, 2, 3, 4] as const satisfies readonly Priority[]
const scopes = ['all', 'unhandled', 'mine'] as const

/** `unhandled`: open and held by nobody. `mine`: last changed by me. */
export type Scope = (typeof scopes)[number]

/** What the board shows. Within a list any value will do; the lists narrow each other; an empty list narrows nothing. */
export type BoardFilters = {
  text: string
  scope: Scope
  stages: readonly Stage[]
  priorities: readonly Priority[]
  sla: readonly SlaLevel[]
  skills: readonly string[]
  districts: readonly string[]
  assignees: readonly string[]
  sources: readonly TicketSource[]
}

export const noFilters: BoardFilters = {
  text: '',
  scope: 'all',
  stages: [],
  priorities: [],
  sla: [],
  skills: [],
  districts: [],
  assignees: [],
  sources: [],
}

/** The parts of a filter that are lists, and their names in the address. */
const listParams = {
  stages: 'stage',
  priorities: 'priority',
  sla: 'sla',
  skills: 'skill',
  districts: 'district',
  assignees: 'assignee',
  sources: 'source',
} as const

export type FilterList = keyof typeof listParams

/** The address comes from outside: values that are not ours are left out. */
export function readFilters(params: URLSearchParams): BoardFilters {
  const among = <Value extends string>(name: string, known: readonly Value[]) =>
    known.filter((value) => params.getAll(name).includes(value))
  return {
    text: params.get('q')?.trim() ?? '',
    scope: scopes.find((scope) => scope === params.get('only')) ?? 'all',
    stages: among(listParams.stages, stages),
    priorities: priorities.filter((one) => params.getAll(listParams.priorities).includes(String(one))),
    sla: among(listParams.sla, slaLevels),
    skills: params.getAll(listParams.skills),
    districts: params.getAll(listParams.districts),
    assignees: params.getAll(listParams.assignees),
    sources: among(listParams.sources, ticketSources),
  }
}

/** The same address with these filters; what else it says (the open ticket, the order) stays. */
export function writeFilters(params: URLSearchParams, filters: BoardFilters): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('q')
  next.delete('only')
  if (filters.text !== '') next.set('q', filters.text)
  if (filters.scope !== 'all') next.set('only', filters.scope)
  for (const list of Object.keys(listParams) as FilterList[]) {
    next.delete(listParams[list])
    for (const value of filters[list]) next.append(listParams[list], String(value))
  }
  return next
}

/** Adds the value to the list or takes it off. A value that the list cannot hold changes nothing that `readFilters` would show. */
export function toggleFilter<List extends FilterList>(
  filters: BoardFilters,
  list: List,
  value: BoardFilters[List][number],
): BoardFilters {
  const values: readonly BoardFilters[List][number][] = filters[list]
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  return { ...filters, [list]: next }
}

export type FilterChip =
  | { kind: 'text'; text: string }
  | { kind: 'scope'; scope: Exclude<Scope, 'all'> }
  | { [List in FilterList]: { kind: List; value: BoardFilters[List][number] } }[FilterList]

/** Each condition in force, in the order of the chips. */
export function filterChips(filters: BoardFilters): FilterChip[] {
  const chips: FilterChip[] = []
  if (filters.text !== '') chips.push({ kind: 'text', text: filters.text })
  if (filters.scope !== 'all') chips.push({ kind: 'scope', scope: filters.scope })
  for (const kind of Object.keys(listParams) as FilterList[])
    for (const value of filters[kind]) chips.push({ kind, value } as FilterChip)
  return chips
}

export function removeChip(filters: BoardFilters, chip: FilterChip): BoardFilters {
  switch (chip.kind) {
    case 'text':
      return { ...filters, text: '' }
    case 'scope':
      return { ...filters, scope: 'all' }
    case 'stages':
    case 'priorities':
    case 'sla':
    case 'skills':
    case 'districts':
    case 'assignees':
    case 'sources':
      return toggleFilter(filters, chip.kind, chip.value)
  }
}

export type FilterFacts = {
  now: Instant
  myName: string
  engineerName: (engineerId: string) => string | undefined
}

export const isUnhandled = (ticket: Ticket): boolean => isOpen(ticket) && ticket.assignment === null

/** A test for many tickets: what does not depend on the ticket is worked out once. */
export function createFilter(filters: BoardFilters, facts: FilterFacts): (ticket: Ticket) => boolean {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean)
  const allows = <Value>(list: readonly Value[], value: Value) => list.length === 0 || list.includes(value)
  return (ticket) =>
    inScope(ticket, filters.scope, facts.myName) &&
    allows(filters.stages, ticket.stage) &&
    allows(filters.priorities, ticket.priority) &&
    allows(filters.sources, ticket.source) &&
    (filters.districts.length === 0 || filters.districts.includes(ticket.district ?? '')) &&
    (filters.assignees.length === 0 || filters.assignees.includes(ticket.assignment?.engineerId ?? '')) &&
    (filters.skills.length === 0 ||
      ticket.requiredSkills.some(({ skill }) => filters.skills.includes(skill))) &&
    allows(filters.sla, slaState(ticket, facts.now).level) &&
    hasWords(ticket, words, facts)
}

function inScope(ticket: Ticket, scope: Scope, myName: string): boolean {
  switch (scope) {
    case 'all':
      return true
    case 'unhandled':
      return isUnhandled(ticket)
    case 'mine':
      return ticket.changedBy === myName
  }
}

function hasWords(ticket: Ticket, words: readonly string[], { engineerName }: FilterFacts): boolean {
  if (words.length === 0) return true
  const holder = ticket.assignment ? engineerName(ticket.assignment.engineerId) : undefined
  const text = [
    ticket.number,
    ticket.title,
    ticket.externalId,
    ticket.customer?.name,
    ticket.district,
    ticket.address,
    holder,
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}
