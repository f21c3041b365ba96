import { isPossibleCoordinate, type LngLat } from '#geo/coordinate.ts'
import { toWgs84 } from '#geo/datum.ts'
import { hours, type Instant } from '../instant.ts'
import type { NewTicket } from '../decide/decide-ticket-content.ts'
import type { Priority } from '../ticket/ticket.ts'
import { fillTemplate, type ImportMap } from './import-map.ts'
import { readLocalMoment } from '../local-moment.ts'

export type ImportRow = Readonly<Record<string, string>>

/** A ticket as a row tells it; who imports it adds the ids. */
export type ImportedTicket = Omit<NewTicket, 'ticketId' | 'externalId'> & {
  externalId: string
  customer: { name: string; phone: string } | null
}

/** The field of a ticket that a row could not fill. */
export type ImportField =
  | 'externalId'
  | 'title'
  | 'description'
  | 'address'
  | 'place'
  | 'createdAt'
  | 'dueAt'
  | 'closedAt'
  | 'customer'

/** What is wrong with a row. */
export type RowProblem =
  | { name: 'field-empty'; field: ImportField }
  | { name: 'field-too-long'; field: ImportField; limit: number }
  | { name: 'bad-coordinate'; value: string }
  | { name: 'bad-date'; field: ImportField; value: string }
  | { name: 'wrong-column-count'; expected: number; found: number }

export type RowResult = { ok: true; ticket: ImportedTicket } | { ok: false; problem: RowProblem }

/** The limits of the createTicket message, so that the report can name the field instead of refusing the whole message. */
const limits = { externalId: 80, title: 120, description: 4000, address: 300, customer: 80 } as const

/** Some systems close with a date decades away; such a closing says nothing. */
const longestJob = hours(24 * 366)

/**
 * One row as a ticket, or the first thing that is wrong with it. A due time before the creation, and a closing that is
 * earlier than the creation or more than a year after it, count as not given: real exports are full of them.
 */
export function rowToTicket(row: ImportRow, map: ImportMap): RowResult {
  const texts = readTexts(row, map)
  const problem = findTextProblem(texts)
  if (problem) return { ok: false, problem }

  const place = readPlace(row, map)
  if ('problem' in place) return { ok: false, problem: place.problem }

  const times = readTimes(row, map)
  if ('problem' in times) return { ok: false, problem: times.problem }
  const { createdAt, dueAt, closedAt } = times
  const due = dueAt !== undefined && (createdAt === undefined || dueAt > createdAt) ? dueAt : undefined

  return {
    ok: true,
    ticket: {
      externalId: texts.externalId,
      title: texts.title,
      description: texts.description,
      address: texts.address,
      place: place.at,
      priority: choosePriority(row, map, createdAt, due),
      requiredSkills: map.skills ? choose(map.skills, row) : [],
      source: map.source ? choose(map.source, row) : 'import',
      windowFrom: null,
      windowTo: null,
      ...(createdAt !== undefined && { createdAt }),
      ...(due !== undefined && { dueAt: due }),
      ...(closedAt !== undefined && isCredibleClosing(createdAt, closedAt) && { closedAt }),
      customer: texts.customer === '' ? null : { name: texts.customer, phone: texts.phone },
    },
  }
}

type Texts = Record<keyof typeof limits | 'phone', string>

function readTexts(row: ImportRow, map: ImportMap): Texts {
  const fill = (template: string | undefined) => (template === undefined ? '' : fillTemplate(template, row))
  return {
    externalId: fill(map.externalId),
    title: fill(map.title),
    description: fill(map.description),
    address: fill(map.address),
    customer: fill(map.customer?.name),
    phone: fill(map.customer?.phone).slice(0, 30),
  }
}

function findTextProblem(texts: Texts): RowProblem | undefined {
  for (const field of ['externalId', 'title'] as const)
    if (texts[field] === '') return { name: 'field-empty', field }
  for (const field of ['externalId', 'title', 'description', 'address', 'customer'] as const)
    if (texts[field].length > limits[field]) return { name: 'field-too-long', field, limit: limits[field] }
  return undefined
}

function readPlace(row: ImportRow, { place }: ImportMap): { at: LngLat } | { problem: RowProblem } {
  const lng = row[place.lng]?.trim() ?? ''
  const lat = row[place.lat]?.trim() ?? ''
  if (lng === '' && lat === '') return { problem: { name: 'field-empty', field: 'place' } }
  // Number('') is 0: an empty half would put the ticket on the equator.
  const given = { lng: lng === '' ? NaN : Number(lng), lat: lat === '' ? NaN : Number(lat) }
  const isZero = given.lng === 0 && given.lat === 0
  // The map that everybody sees ends at 85 degrees; 0, 0 is what broken geocoders answer.
  if (!isPossibleCoordinate(given) || Math.abs(given.lat) > 85 || isZero)
    return { problem: { name: 'bad-coordinate', value: `${lng}, ${lat}` } }
  return { at: toWgs84(given, place.datum) }
}

type Times = Partial<Record<'createdAt' | 'dueAt' | 'closedAt', Instant>>

function readTimes(row: ImportRow, map: ImportMap): Times | { problem: RowProblem } {
  const times: Times = {}
  for (const field of ['createdAt', 'dueAt', 'closedAt'] as const) {
    const name = map[field]
    const value = name === undefined ? '' : (row[name]?.trim() ?? '')
    if (value === '') continue
    const instant = readLocalMoment(value, map.timeZone)
    if (instant === undefined || instant < 0) return { problem: { name: 'bad-date', field, value } }
    times[field] = instant
  }
  return times
}

const isCredibleClosing = (createdAt: Instant | undefined, closedAt: Instant): boolean =>
  createdAt !== undefined && closedAt >= createdAt && closedAt - createdAt <= longestJob

type Choice<Value> =
  { fixed: Value } | { column: string; values: Readonly<Record<string, Value>>; otherwise: Value }

function choose<Value>(choice: Choice<Value>, row: ImportRow): Value {
  if ('fixed' in choice) return choice.fixed
  const key = row[choice.column]?.trim() ?? ''
  // An own property only: a cell that says `constructor` must not find one.
  const found = Object.hasOwn(choice.values, key) ? choice.values[key] : undefined
  return found ?? choice.otherwise
}

function choosePriority(
  row: ImportRow,
  { priority }: ImportMap,
  createdAt: Instant | undefined,
  dueAt: Instant | undefined,
): Priority {
  if (!('byHoursToDue' in priority)) return choose(priority, row)
  if (createdAt === undefined || dueAt === undefined) return priority.otherwise
  const span = dueAt - createdAt
  return priority.byHoursToDue.find(({ upTo }) => span <= hours(upTo))?.priority ?? priority.otherwise
}
