import type { CommandAnswer } from '#contract/command.ts'
import { isDatabaseAway } from '#db/client.ts'
import { missingColumns, type ImportMap } from '#domain/import/import-map.ts'
import type { ImportStep } from '#domain/import/import-step.ts'
import { rowToTicket, type ImportedTicket, type RowResult } from '#domain/import/row-to-ticket.ts'
import type { RejectionName } from '#domain/rejection.ts'
import type { NewTicketCommand } from '../commands/create-tickets.ts'
import { nameId } from './name-id.ts'
import { ImportStopped, type CsvRecord } from './read-csv.ts'

export type ImportPorts = {
  boardId: string
  map: ImportMap
  /** Carries out createTicket commands as the person who imports. */
  createTickets: (commands: readonly NewTicketCommand[]) => Promise<readonly CommandAnswer[]>
  /** How far the board's log reached before: an answer that is not newer comes from an earlier import. */
  seqBefore: number
}

/** Enough to make the commit and the way to the database cheap; few enough that a person on the board does not notice. */
const rowsTogether = 200

/**
 * Rows become createTicket commands with ids made from the board and the external id, so that the same file may be
 * imported again, also after half of it. Each batch is one transaction: when the import is killed, it is in or it is not.
 * @throws ImportStopped when the rest of the file cannot be imported.
 */
export async function* importTickets(
  records: AsyncIterable<CsvRecord>,
  ports: ImportPorts,
): AsyncGenerator<ImportStep> {
  const answered = new Set<number>()
  let header: readonly string[] | undefined
  for await (const batch of takeTogether(records, rowsTogether)) {
    if (!header) {
      header = requireColumns(batch.shift()?.cells ?? [], ports.map)
      yield { kind: 'header', columns: header }
    }
    yield* await importRows(batch, header, ports, answered)
  }
  if (!header) throw new ImportStopped({ name: 'file-empty' })
}

/** Where the reading fails, what was read until then comes first. */
async function* takeTogether<Item>(items: AsyncIterable<Item>, most: number): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  try {
    for await (const item of items) {
      batch.push(item)
      if (batch.length < most) continue
      yield batch
      batch = []
    }
  } catch (error) {
    if (batch.length > 0) yield batch
    throw error
  }
  if (batch.length > 0) yield batch
}

type RowStep = Exclude<ImportStep, { kind: 'header' }>

function requireColumns(cells: readonly string[], map: ImportMap): readonly string[] {
  const header = cells.map((cell) => cell.trim())
  const columns = missingColumns(map, header)
  if (columns.length > 0) throw new ImportStopped({ name: 'columns-missing', columns })
  return header
}

function readRow(cells: readonly string[], header: readonly string[], map: ImportMap): RowResult {
  if (cells.length !== header.length)
    return {
      ok: false,
      problem: { name: 'wrong-column-count', expected: header.length, found: cells.length },
    }
  return rowToTicket(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])), map)
}

const toCommand = (boardId: string, ticket: ImportedTicket): NewTicketCommand => ({
  ...ticket,
  commandId: nameId(boardId, `import ${ticket.externalId}`),
  ticketId: nameId(boardId, `ticket ${ticket.externalId}`),
  requiredSkills: [...ticket.requiredSkills],
  assetId: null,
})

async function importRows(
  records: readonly CsvRecord[],
  header: readonly string[],
  { boardId, map, createTickets, seqBefore }: ImportPorts,
  answered: Set<number>,
): Promise<RowStep[]> {
  const rows = records.map(({ line, cells }) => ({ line, cells, read: readRow(cells, header, map) }))
  const commands = rows.flatMap(({ read }) => (read.ok ? [toCommand(boardId, read.ticket)] : []))
  const answers = (await sendOrStop(createTickets, commands)).values()
  return rows.map(({ line, cells, read }): RowStep => {
    if (!read.ok) return { kind: 'rejected', line, reason: { from: 'row', problem: read.problem }, cells }
    const answer = answers.next().value
    if (!answer) throw new Error('fewer answers than commands')
    if (answer.ok) {
      const isNew = answer.seq !== null && answer.seq > seqBefore && !answered.has(answer.seq)
      if (answer.seq !== null) answered.add(answer.seq)
      return { kind: isNew ? 'created' : 'already-there', line }
    }
    const { rejection } = answer
    if (meansAlreadyThere.has(rejection.name)) return { kind: 'already-there', line }
    if (!isFaultOfRow.has(rejection.name)) throw new ImportStopped({ name: 'refused', rejection })
    return { kind: 'rejected', line, reason: { from: 'command', rejection }, cells }
  })
}
/** `command-id-taken`: somebody else has imported the row. */
const meansAlreadyThere = new Set<RejectionName>(['external-id-taken', 'ticket-exists', 'command-id-taken'])

/** Any other refusal (no right, closed board, database away) would meet every row: the import stops and says so. */
const isFaultOfRow = new Set<RejectionName>(['wrong-field', 'impossible-coordinate', 'window-reversed'])

async function sendOrStop(
  createTickets: ImportPorts['createTickets'],
  commands: readonly NewTicketCommand[],
): Promise<readonly CommandAnswer[]> {
  try {
    return commands.length === 0 ? [] : await createTickets(commands)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    throw new ImportStopped({ name: 'refused', rejection: { name: 'database-away' } })
  }
}
