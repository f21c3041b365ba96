import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
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
  const decoder = decodeText(encoding)
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_quotes: true,
    // Rows that are too short or too long are answered one by one, they do not end the import.
    relax_column_count: true,
    max_record_size: longestRecord,
  })
  const unpack = (await isGzip(path)) ? [createGunzip()] : []
  // An error of any step destroys the parser with it, and arrives where the records are read.
  pipeline([source, ...unpack, decoder, parser], () => undefined)
  return {
    records: readRecords(parser, encoding),
    share: () => (size === 0 ? 1 : source.bytesRead / size),
  }
}

async function* readRecords(
  parser: AsyncIterable<{ record: string[]; info: { lines: number } }>,
  encoding: string,
): AsyncGenerator<CsvRecord> {
  let line = 0
  try {
    for await (const { record, info } of parser) {
      line = info.lines
      yield { line, cells: record }
    }
  } catch (error) {
    throw asUnreadable(error, encoding, line + 1)
  }
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
