import type { MatrixAnswer, MatrixQuery, TravelFailure } from './travel-provider.ts'

/** One pair as an engine answers it; null seconds: there is no way. */
export type MatrixCell = { seconds: number | null; meters: number | null }

/** A matrix from rows of cells, or `wrong-size` when they are not one row per `from` with one cell per `to`. */
export function readMatrix(
  rows: readonly (readonly MatrixCell[])[],
  { from, to }: Pick<MatrixQuery, 'from' | 'to'>,
): MatrixAnswer {
  const crooked = rows.find((row) => row.length !== to.length)
  if (rows.length !== from.length || crooked)
    return fail({
      name: 'wrong-size',
      detail: `asked ${from.length} × ${to.length}, got ${rows.length} × ${(crooked ?? rows[0])?.length ?? 0}`,
    })
  const cells = rows.flat()
  const seconds = Float32Array.from(cells, (cell) => cell.seconds ?? Number.NaN)
  const meters = Float32Array.from(cells, (cell) => cell.meters ?? Number.NaN)
  return { ok: true, matrix: { seconds, meters } }
}

export const fail = (failure: TravelFailure): MatrixAnswer => ({ ok: false, failure })
