import { z } from 'zod'
import { ticketSources } from '../ticket/ticket.ts'

/** The name of a column, as the first line of the file writes it. */
const column = z.string().min(1).max(200)

/** Text with the values of columns in braces: `{type} · {reason}`. */
const template = z.string().min(1).max(500)

/** One value for every row, or chosen by the text of a column; what the table does not name gets `otherwise`. */
const chosenBy = <Value extends z.ZodType>(value: Value) =>
  z.union([
    z.strictObject({ fixed: value }),
    z.strictObject({ column, values: z.record(z.string(), value), otherwise: value }),
  ])

const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const skills = z
  .array(z.strictObject({ skill: z.string().min(1).max(40), level: z.int().min(1).max(5) }))
  .max(8)

const isTimeZone = (timeZone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

/** How the rows of a file become tickets. One file per system that tickets come from; see `server/import/maps/`. */
export const importMap = z.strictObject({
  /** Spreadsheets in Chinese often save GB18030; a file is never read as something that it does not say it is. */
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  delimiter: z.enum([',', ';', '\t']).default(','),
  /** What the other system calls the ticket: the same value is the same ticket, however often it is imported. */
  externalId: template,
  title: template,
  description: template.optional(),
  address: template.optional(),
  place: z.strictObject({ lng: column, lat: column, datum: z.enum(['wgs84', 'gcj02', 'bd09']) }),
  /** `byHoursToDue`: the first step that is long enough for the time between creation and due time decides. */
  priority: z.union([
    chosenBy(priority),
    z.strictObject({
      byHoursToDue: z
        .array(z.strictObject({ upTo: z.number().positive(), priority }))
        .min(1)
        .max(4)
        .refine((steps) => steps.every(({ upTo }, index) => upTo > (steps[index - 1]?.upTo ?? 0)), {
          error: 'steps must rise',
        }),
      otherwise: priority,
    }),
  ]),
  skills: chosenBy(skills).optional(),
  source: chosenBy(z.enum(ticketSources)).optional(),
  /** The clocks that times without an offset were read from: an IANA name like `Asia/Shanghai`. */
  timeZone: z.string().refine(isTimeZone, { error: 'unknown time zone' }),
  createdAt: column.optional(),
  dueAt: column.optional(),
  closedAt: column.optional(),
  customer: z.strictObject({ name: template, phone: template.optional() }).optional(),
})

export type ImportMap = z.infer<typeof importMap>

const hole = /\{([^{}]+)\}/g

/** The columns that a template names. */
const columnsOf = (text: string): string[] => [...text.matchAll(hole)].map(([, name = '']) => name)

export const fillTemplate = (text: string, row: Readonly<Record<string, string>>): string =>
  text.replace(hole, (_, name: string) => row[name] ?? '').trim()

/** The columns that the map speaks of and the file does not have. */
export function missingColumns(map: ImportMap, header: readonly string[]): string[] {
  const templates = [
    map.externalId,
    map.title,
    map.description,
    map.address,
    map.customer?.name,
    map.customer?.phone,
  ]
  const choices = [map.priority, map.skills, map.source]
  const named = [
    ...templates.flatMap((text) => (text === undefined ? [] : columnsOf(text))),
    ...choices.flatMap((choice) => (choice && 'column' in choice ? [choice.column] : [])),
    map.place.lng,
    map.place.lat,
    ...[map.createdAt, map.dueAt, map.closedAt].filter((name) => name !== undefined),
  ]
  return [...new Set(named)].filter((name) => !header.includes(name))
}
