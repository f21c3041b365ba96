import { useCallback, useMemo, useState } from 'react'
import type { Instant } from '#domain/instant.ts'
import type { BoardClientState } from '#realtime/client/board-client-state.ts'
import { useClock, useNow } from './board-clock.tsx'
import { arrangeColumns, type BoardSort } from './columns.ts'
import { rankDropTargets, type DropTarget } from './drop-targets.ts'
import { findWork } from './engineer-work.ts'
import type { BoardFilters } from './filters.ts'
import { useLiveClient } from './board-context.tsx'
import { findTickets } from './use-dispatch.ts'

/** Counts by SLA are looked at again this often; each card keeps its own countdown. */
const lookAgainMs = 10_000

/** What the screen draws, worked out of the board's state: columns, who does what, who looks at what. */
export function useBoardModel(
  state: BoardClientState,
  filters: BoardFilters,
  sort: BoardSort,
  myName: string,
) {
  const { shown, flows, engineers, colleagues, pending, board } = state
  const client = useLiveClient()
  const clock = useNow()
  const now = useClock((at) => Math.floor(at / lookAgainMs) * lookAgainMs)

  const filteredSince = useMomentOf(JSON.stringify(filters))
  const columns = useMemo(
    () =>
      arrangeColumns(shown.values(), filters, sort, {
        now,
        myName,
        engineerName: (id) => engineers.get(id)?.name,
        filteredSince,
      }),
    [shown, engineers, filters, sort, now, myName, filteredSince],
  )
  const work = useMemo(() => findWork(shown.values()), [shown])
  const pendingIds = useMemo(() => new Set(pending.flatMap(({ ticketIds }) => ticketIds)), [pending])
  const { openBy, liftedBy } = useMemo(() => {
    const open = new Map<string, string>()
    const lifted = new Map<string, string>()
    for (const { name, openTicketId, dragging } of colleagues) {
      if (openTicketId !== null) {
        const others = open.get(openTicketId)
        open.set(openTicketId, others === undefined ? name : `${others}\n${name}`)
      }
      if (dragging) lifted.set(dragging.ticketId, name)
    }
    return { openBy: open, liftedBy: lifted }
  }, [colleagues])

  const findTargets = useCallback(
    (ticketIds: Iterable<string>): DropTarget[] => {
      const positions = client?.getPositions()
      return rankDropTargets(findTickets(shown, ticketIds), {
        flows,
        engineers: engineers.values(),
        engineerName: (id) => engineers.get(id)?.name ?? '',
        work,
        position: (id) => positions?.get(id),
        timeZone: board.timeZone,
        now: clock(),
      })
    },
    [client, shown, flows, engineers, work, board.timeZone, clock],
  )
  return { columns, work, pendingIds, openBy, liftedBy, findTargets, now }
}

/** Since when, on the server's clock, the text has been what it is. */
function useMomentOf(text: string): Instant {
  const clock = useNow()
  const [since, setSince] = useState(() => ({ text, at: clock() }))
  if (since.text === text) return since.at
  const next = { text, at: clock() }
  setSince(next)
  return next.at
}

export type BoardModel = ReturnType<typeof useBoardModel>
