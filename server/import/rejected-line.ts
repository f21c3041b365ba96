import { csvLine } from '#domain/import/csv-line.ts'
import type { ImportStep, RowReason } from '#domain/import/import-step.ts'

/** A sentence per language; who reads the file has not told us theirs. */
export type Describe = (reason: RowReason) => readonly [chinese: string, english: string]

export const rejectedHeader = (columns: readonly string[]): string =>
  csvLine(['line', '原因', 'reason', ...columns])

/** The row as it was, behind its line number and what is wrong with it: it can be mended there and imported again. */
export const rejectedLine = (
  { line, reason, cells }: Extract<ImportStep, { kind: 'rejected' }>,
  describe: Describe,
): string => csvLine([line, ...describe(reason), ...cells])
