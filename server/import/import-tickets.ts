import type { CommandAnswer } from '#contract/command.ts'
import { isDatabaseAway } from '#db/client.ts'
import { missingColumns, type ImportMap } from '#domain/import/import-map.ts'
import type { ImportStep } from '#domain/import/import-step.ts'
import { rowToTicket } from '#domain/import/row-to-ticket.ts'
import { refuse, type RejectionName } from '#domain/rejection.ts'
import { nameId } from './name-id.ts'
import { ImportStopped, type CsvRecord } from './read-csv.ts'

export type ImportPorts = {
  boardId: string
  map: ImportMap
  /** Runs a command as the person who imports. */
  send: (raw: unknown) => Promise<CommandAnswer>
  /** How far the board's log reached before: an answer that is not newer comes from an earlier import. */
  seqBefore: number
}

/** Enough to keep the database busy while rows are read; a board's log takes one command at a time anyway. */
const mostInFlight = 16

/**
 * Rows become createTicket commands with ids made from the board and the external id, so that the same file may be
 * imported again, also after half of it. Answers come in the order in which they are ready. When the caller stops
 * early, what is on its way is waited for.
 * @throws ImportStopped when the rest of the file cannot be imported.
 */
export async function* importTickets(
  records: AsyncIterable<CsvRecord>,
  ports: ImportPorts,
): AsyncGenerator<ImportStep> {
  const answered = new Set<number>()
  const inFlight = new Set<Promise<RowStep>>()
  let header: readonly string[] | undefined
  try {
    for await (const record of records) {
      if (!header) {
        header = requireColumns(record.cells, ports.map)
        yield { kind: 'header', columns: header }
        continue
      }
      const step = importRow(record, header, ports, answered)
      // It may fail while nobody is waiting for it; whoever waits next gets the error.
      step.catch(() => undefined)
      inFlight.add(step)
      if (inFlight.size >= mostInFlight) yield await nextOf(inFlight)
    }
    if (!header) throw new ImportStopped({ name: 'file-empty' })
    while (inFlight.size > 0) yield await nextOf(inFlight)
  } finally {
    await Promise.allSettled(inFlight)
  }
}

type RowStep = Exclude<ImportStep, { kind: 'header' }>

/** The first that is ready, taken out of the set. */
async function nextOf(inFlight: Set<Promise<RowStep>>): Promise<RowStep> {
  const [step, promise] = await Promise.race([...inFlight].map(async (one) => [await one, one] as const))
  inFlight.delete(promise)
  return step
}

function requireColumns(cells: readonly string[], map: ImportMap): readonly string[] {
  const header = cells.map((cell) => cell.trim())
  const columns = missingColumns(map, header)
  if (columns.length > 0) throw new ImportStopped({ name: 'columns-missing', columns })
  return header
}

async function importRow(
  { line, cells }: CsvRecord,
  header: readonly string[],
  { boardId, map, send, seqBefore }: ImportPorts,
  answered: Set<number>,
): Promise<RowStep> {
  if (cells.length !== header.length) {
    const problem = { name: 'wrong-column-count', expected: header.length, found: cells.length } as const
    return { kind: 'rejected', line, reason: { from: 'row', problem }, cells }
  }
  const row = rowToTicket(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])), map)
  if (!row.ok) return { kind: 'rejected', line, reason: { from: 'row', problem: row.problem }, cells }
  const { externalId } = row.ticket
  const answer = await sendOrSayAway(send, {
    name: 'createTicket',
    input: {
      commandId: nameId(boardId, `import ${externalId}`),
      boardId,
      ticketId: nameId(boardId, `ticket ${externalId}`),
      assetId: null,
      ...row.ticket,
    },
  })
  if (answer.ok) {
    const isNew = answer.seq !== null && answer.seq > seqBefore && !answered.has(answer.seq)
    if (answer.seq !== null) answered.add(answer.seq)
    return { kind: isNew ? 'created' : 'already-there', line }
  }
  const { rejection } = answer
  if (meansAlreadyThere.has(rejection.name)) return { kind: 'already-there', line }
  if (!isFaultOfRow.has(rejection.name)) throw new ImportStopped({ name: 'refused', rejection })
  return { kind: 'rejected', line, reason: { from: 'command', rejection }, cells }
}

/** `command-id-taken`: somebody else has imported the row. */
const meansAlreadyThere = new Set<RejectionName>(['external-id-taken', 'ticket-exists', 'command-id-taken'])

/** Any other refusal (no right, closed board, database away) would meet every row: the import stops and says so. */
const isFaultOfRow = new Set<RejectionName>(['wrong-field', 'impossible-coordinate', 'window-reversed'])

async function sendOrSayAway(send: ImportPorts['send'], raw: unknown): Promise<CommandAnswer> {
  try {
    return await send(raw)
  } catch (error) {
    if (isDatabaseAway(error)) return refuse({ name: 'database-away' })
    throw error
  }
}
