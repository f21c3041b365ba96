import { useMemo, useState } from 'react'
import { stages, type Stage } from '#domain/stage.ts'
import { holdStill, type BoardColumns, type ColumnEntry } from './columns.ts'

type Columns = BoardColumns['columns']
type Frozen = { cause: string; ids: Record<Stage, readonly string[]> }

/**
 * The entries of each column. While the pointer is on a column, or a card is in the air, the cards there keep their
 * places whatever others do. `revision` changes with what I do myself (a move, a filter, an order): that shows at once.
 */
export function useHeldEntries(
  columns: Columns,
  held: Stage | 'all' | null,
  revision: string,
): Readonly<Record<Stage, readonly ColumnEntry[]>> {
  const cause = `${held ?? ''} ${revision}`
  const [frozen, setFrozen] = useState<Frozen>(() => ({ cause, ids: idsOf(columns) }))
  // Set while drawing: React draws again at once, before anybody has seen the old order.
  if (frozen.cause !== cause) setFrozen({ cause, ids: idsOf(columns) })
  return useMemo(
    () =>
      mapStages((stage) =>
        held === 'all' || held === stage
          ? holdStill(frozen.ids[stage], columns[stage])
          : columns[stage].map((ticket) => ({ kind: 'ticket', ticket })),
      ),
    [columns, held, frozen],
  )
}

const idsOf = (columns: Columns) => mapStages((stage) => columns[stage].map(({ id }) => id))

const mapStages = <Value>(make: (stage: Stage) => Value): Record<Stage, Value> =>
  Object.fromEntries(stages.map((stage) => [stage, make(stage)])) as Record<Stage, Value>
