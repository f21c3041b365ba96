import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import type { ImportFailure } from '#domain/import/import-step.ts'
import { decodeText } from './decode-text.ts'

export type CsvRecord = { line: number; cells: readonly string[] }

export type CsvFile = {
  /** The first record is the header. Throws `ImportStopped`. */
  records: AsyncIterable<CsvRecord>
  /** How much of the file has been read, 0..1. */
  share: () => number
}

export class ImportStopped extends Error {
  readonly failure: ImportFailure
  constructor(failure: ImportFailure) {
    super(failure.name)
    this.failure = failure
  }
}

/** A quote that is never closed would swallow the rest of the file into memory. */
const longestRecord = 1024 * 1024

/** Reads a CSV file, packed or not, in constant memory. */
export async function openCsv(
  path: string,
  { encoding, delimiter }: { encoding: string; delimiter: string },
): Promise<CsvFile> {
  const { size } = await stat(path)
  const source = createReadStream(path)
  const text = decodeText(encoding)
  const unpack = (await isGzip(path)) ? [createGunzip()] : []
  // An error of any step destroys the last one with it, and arrives where the text is read.
  pipeline([source, ...unpack, text], () => undefined)
  return {
    records: readRecords(text, { encoding, delimiter }),
    share: () => (size === 0 ? 1 : source.bytesRead / size),
  }
}

async function* readRecords(
  text: AsyncIterable<string>,
  { encoding, delimiter }: { encoding: string; delimiter: string },
): AsyncGenerator<CsvRecord> {
  let line = 0
  let records: CsvRecord[] = []
  const parser = parse({
    delimiter,
    bom: true,
    skip_empty_lines: true,
    relax_quotes: true,
    // Rows that are too short or too long are answered one by one, they do not end the import.
    relax_column_count: true,
    max_record_size: longestRecord,
    // Taken as they are found: what waited inside the parser would be lost with a broken record after it.
    on_record: (cells: string[], { lines }) => {
      line = lines
      records.push({ line, cells })
      return null
    },
  })
  const ended = finished(parser.resume()).then(
    () => undefined,
    (error: unknown) => error,
  )
  const takeRecords = () => {
    const taken = records
    records = []
    return taken
  }
  try {
    for await (const chunk of text) {
      parser.write(chunk)
      yield* takeRecords()
      if (parser.errored) break
    }
  } catch (error) {
    throw asUnreadable(error, encoding, line + 1)
  }
  parser.end()
  const failure = await ended
  yield* takeRecords()
  if (failure !== undefined) throw asUnreadable(failure, encoding, line + 1)
}

function asUnreadable(error: unknown, encoding: string, line: number): unknown {
  if (error instanceof CsvError) return new ImportStopped({ name: 'csv-broken', line })
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new ImportStopped({ name: 'encoding-wrong', encoding })
  return code.startsWith('Z_') ? new ImportStopped({ name: 'gzip-broken' }) : error
}

/** By its first two bytes: the name of a file is only what somebody called it. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}
