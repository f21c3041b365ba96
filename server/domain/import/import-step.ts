import type { Rejection } from '../rejection.ts'
import type { RowProblem } from './row-to-ticket.ts'

/** The first line, then what became of each row. A refusal of the command counts as the row's own fault. */
export type ImportStep =
  | { kind: 'header'; columns: readonly string[] }
  | { kind: 'created'; line: number }
  | { kind: 'already-there'; line: number }
  | { kind: 'rejected'; line: number; reason: RowReason; cells: readonly string[] }

export type RowReason = { from: 'row'; problem: RowProblem } | { from: 'command'; rejection: Rejection }

/** Why an import ended before the end of the file. What was created until then stays, and a second run finds it. */
export type ImportFailure =
  | { name: 'file-empty' }
  | { name: 'file-too-large'; limitMegabytes: number }
  | { name: 'map-wrong'; field: string }
  | { name: 'columns-missing'; columns: readonly string[] }
  | { name: 'encoding-wrong'; encoding: string }
  | { name: 'gzip-broken' }
  /** The line from which on the quotes do not close. */
  | { name: 'csv-broken'; line: number }
  | { name: 'refused'; rejection: Rejection }

export type ImportTally = { read: number; created: number; alreadyThere: number; rejected: number }

export const emptyTally: ImportTally = { read: 0, created: 0, alreadyThere: 0, rejected: 0 }

export function countStep(tally: ImportTally, { kind }: ImportStep): ImportTally {
  if (kind === 'header') return tally
  return {
    read: tally.read + 1,
    created: tally.created + (kind === 'created' ? 1 : 0),
    alreadyThere: tally.alreadyThere + (kind === 'already-there' ? 1 : 0),
    rejected: tally.rejected + (kind === 'rejected' ? 1 : 0),
  }
}

/** What the server writes while it imports, one JSON line each; the last one is `finished` or `failed`. */
export type ImportMessage =
  | { kind: 'progress'; share: number; tally: ImportTally }
  | Extract<ImportStep, { kind: 'header' | 'rejected' }>
  | { kind: 'finished'; tally: ImportTally; seconds: number }
  | { kind: 'failed'; failure: ImportFailure; tally: ImportTally }
