import { priorityTable, type MappableField } from '#domain/import/guess-map.ts'
import { importMap, type ImportMap } from '#domain/import/import-map.ts'
import type { Priority } from '#domain/ticket/ticket.ts'
import type { Datum } from '#geo/datum.ts'

/** What a person has chosen on the page. */
export type MapChoice = {
  columns: Partial<Record<MappableField, string>>
  /** For rows without a priority column, or with a word that is not known. */
  priority: Priority
  datum: Datum
  timeZone: string
  encoding: ImportMap['encoding']
  delimiter: ImportMap['delimiter']
}

export const neededFields = ['externalId', 'title', 'lng', 'lat'] as const satisfies readonly MappableField[]

type Built =
  { ok: true; map: ImportMap } | { ok: false; missing: readonly MappableField[]; wrongZone: boolean }

/** The choice as a map, or what is still missing. */
export function buildMap(choice: MapChoice): Built {
  const { columns, priority, datum, timeZone, encoding, delimiter } = choice
  const missing = neededFields.filter((field) => columns[field] === undefined)
  const { externalId = '', title = '', lng = '', lat = '' } = columns
  const parsed = importMap.safeParse({
    encoding,
    delimiter,
    externalId: hole(externalId),
    title: hole(title),
    description: columns.description && hole(columns.description),
    address: columns.address && hole(columns.address),
    place: { lng, lat, datum },
    priority: columns.priority
      ? { column: columns.priority, values: priorityTable(), otherwise: priority }
      : { fixed: priority },
    timeZone,
    createdAt: columns.createdAt,
    dueAt: columns.dueAt,
    closedAt: columns.closedAt,
    customer: columns.customerName && {
      name: hole(columns.customerName),
      phone: columns.customerPhone && hole(columns.customerPhone),
    },
  })
  if (parsed.success && missing.length === 0) return { ok: true, map: parsed.data }
  const wrongZone = !parsed.success && parsed.error.issues.some(({ path }) => path[0] === 'timeZone')
  return { ok: false, missing, wrongZone }
}

const hole = (column: string) => `{${column}}`
