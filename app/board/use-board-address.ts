import { useSearchParams } from '@remix-run/react'
import { useCallback, useMemo } from 'react'
import { boardSorts, type BoardSort } from './columns.ts'
import { readFilters, writeFilters, type BoardFilters } from './filters.ts'

/** What the address says about the board: filters, order, and the ticket that is open. */
export function useBoardAddress() {
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => readFilters(params), [params])
  const sort: BoardSort = boardSorts.find((one) => one === params.get('sort')) ?? 'due'

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
  const openTicket = useCallback(
    (ticketId: string | null) => change((current) => withParam(current, 'ticket', ticketId)),
    [change],
  )
  return { filters, setFilters, sort, setSort, openTicketId: params.get('ticket'), openTicket }
}

function withParam(params: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(params)
  if (value === null) next.delete(name)
  else next.set(name, value)
  return next
}
