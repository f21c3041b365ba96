import { parse } from 'csv-parse/browser/esm/sync'
import type { ImportMap } from '#domain/import/import-map.ts'

/** The beginning of a file: its columns and first rows, as they will be read. */
export type FileHead = {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  encoding: ImportMap['encoding']
  delimiter: ImportMap['delimiter']
}

const headBytes = 128 * 1024
const previewRows = 5

/** Undefined when it cannot be text with columns. */
export async function readHead(file: Blob): Promise<FileHead | undefined> {
  try {
    const bytes = await firstBytes(file)
    const { text, encoding } = decode(bytes)
    const firstLine = text.slice(0, text.search(/\r?\n|$/))
    const delimiter = guessDelimiter(firstLine)
    const [columns, ...rows] = parse(text, {
      delimiter,
      bom: true,
      skip_empty_lines: true,
      relax_quotes: true,
      relax_column_count: true,
      to: previewRows + 1,
    })
    if (!columns || columns.length < 2) return undefined
    return { columns: columns.map((name) => name.trim()), rows, encoding, delimiter }
  } catch {
    return undefined
  }
}

async function firstBytes(file: Blob): Promise<Uint8Array> {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b
  const stream = isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  const reader = stream.getReader()
  const bytes = new Uint8Array(headBytes)
  let length = 0
  while (length < headBytes) {
    const { done, value } = await reader.read()
    if (done) break
    const part = value.subarray(0, headBytes - length)
    bytes.set(part, length)
    length += part.length
  }
  await reader.cancel()
  return bytes.subarray(0, length)
}

/** What is not valid UTF-8 is taken for GB18030, which nearly all other Chinese spreadsheets are; the page shows it. */
function decode(bytes: Uint8Array): { text: string; encoding: ImportMap['encoding'] } {
  // `stream`: a character that the cut has halved is no error.
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }),
      encoding: 'utf-8',
    }
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes, { stream: true }), encoding: 'gb18030' }
  }
}

const delimiters = [',', ';', '\t'] as const

const guessDelimiter = (line: string): ImportMap['delimiter'] =>
  delimiters.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best))
