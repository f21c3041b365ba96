import { useSearchParams } from '@remix-run/react'
import { useCallback, useMemo } from 'react'
import type { BoardSort } from './columns.ts'
import { readFilters, writeFilters, type BoardFilters } from './filters.ts'
import { readSort, viewQuery } from './saved-view.ts'

/** What the address says about the board: filters, order, and the ticket that is open. */
export function useBoardAddress() {
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => readFilters(params), [params])
  const sort = readSort(params)

  const change = useCallback(
    (rewrite: (params: URLSearchParams) => URLSearchParams) =>
      setParams(rewrite, { replace: true, preventScrollReset: true }),
    [setParams],
  )
  const setFilters = useCallback(
    (next: BoardFilters) => change((current) => writeFilters(current, next)),
    [change],
  )
  const setSort = useCallback(
    (next: BoardSort) => change((current) => withParam(current, 'sort', next === 'due' ? null : next)),
    [change],
  )
  /** Filters and order of a saved view; the open ticket stays open. */
  const setQuery = useCallback(
    (query: string) =>
      change((current) => withParam(new URLSearchParams(query), 'ticket', current.get('ticket'))),
    [change],
  )
  const openTicket = useCallback(
    (ticketId: string | null) => change((current) => withParam(current, 'ticket', ticketId)),
    [change],
  )
  const query = viewQuery(filters, sort)
  const openTicketId = params.get('ticket')
  return { filters, setFilters, sort, setSort, query, setQuery, openTicketId, openTicket }
}

function withParam(params: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(params)
  if (value === null) next.delete(name)
  else next.set(name, value)
  return next
}
