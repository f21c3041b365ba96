import type { Desk } from './desk.ts'
import type { LoadBook } from './load-book.ts'

/** Whoever has the least to do comes first, counted with what the transaction has handed out; of equals in the order given. */
export function rankByWork(
  engineerIds: readonly string[],
  { desk, loads }: { desk: Desk; loads: LoadBook },
): readonly string[] {
  const added = desk.addedWork()
  const workOf = (id: string) => loads.work(id) + (added.get(id) ?? 0)
  return engineerIds.toSorted((one, other) => workOf(one) - workOf(other))
}
