import { localTime, minutes, type Instant } from '#domain/instant.ts'
import { missingColumns, type ImportMap } from '#domain/import/import-map.ts'
import { rowToTicket, type ImportedTicket } from '#domain/import/row-to-ticket.ts'
import { ImportStopped, openCsv } from '#server/import/read-csv.ts'

export type Request = ImportedTicket & { createdAt: Instant }

export type RequestedDay = {
  day: string
  /** In the order in which they were made. */
  requests: readonly Request[]
  /** The moment at which the replay begins. */
  from: Instant
}

type Choice = { day: string | undefined; from: number; hours: number }

/** The requests of one day of a file. Rows that are no ticket, or do not say when they were made, are left out. */
export async function readRequests(file: string, map: ImportMap, choice: Choice): Promise<RequestedDay> {
  const all: Request[] = []
  let header: readonly string[] | undefined
  for await (const { cells } of (await openCsv(file, map)).records) {
    if (!header) {
      header = cells.map((cell) => cell.trim())
      const columns = missingColumns(map, header)
      if (columns.length > 0) throw new ImportStopped({ name: 'columns-missing', columns })
      continue
    }
    const row = rowToTicket(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])), map)
    if (row.ok && row.ticket.createdAt !== undefined)
      all.push({ ...row.ticket, createdAt: row.ticket.createdAt })
  }
  return chooseDay(all, map.timeZone, choice)
}

/** @throws when there is nothing to replay. */
export function chooseDay(
  all: readonly Request[],
  timeZone: string,
  { day, from, hours }: Choice,
): RequestedDay {
  const days = new Map<string, Request[]>()
  for (const request of all) {
    const { date } = localTime(request.createdAt, timeZone)
    days.set(date, [...(days.get(date) ?? []), request])
  }
  const busiest = [...days].sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
  const chosen = day ?? busiest ?? ''
  const requests = (days.get(chosen) ?? [])
    .filter(({ createdAt }) => {
      const { minuteOfDay } = localTime(createdAt, timeZone)
      return minuteOfDay >= from && minuteOfDay < from + hours * 60
    })
    .sort((a, b) => a.createdAt - b.createdAt)
  const [first] = requests
  if (!first)
    throw new Error(`the file has no requests ${chosen === '' ? '' : `on ${chosen} `}in these hours`)
  const minutesIn = localTime(first.createdAt, timeZone).minuteOfDay - from
  const secondsIn = first.createdAt % minutes(1)
  return { day: chosen, requests, from: first.createdAt - minutes(minutesIn) - secondsIn }
}
