import type { BoardLayout } from './board-layout.ts'
import { boardSorts, type BoardSort } from './columns.ts'
import { readFilters, writeFilters, type BoardFilters } from './filters.ts'

/** What a person has chosen to see, under a name: filters and order as the address says them, and the layout. */
export type SavedView = { id: string; name: string; query: string; layout: BoardLayout }

export const longestViewName = 40
export const mostViews = 50

export const readSort = (params: URLSearchParams): BoardSort =>
  boardSorts.find((one) => one === params.get('sort')) ?? 'due'

/** Filters and order always in the same words, so that two views are the same exactly when their queries are. */
export function viewQuery(filters: BoardFilters, sort: BoardSort): string {
  const params = writeFilters(new URLSearchParams(), filters)
  if (sort !== 'due') params.set('sort', sort)
  return params.toString()
}

/** A query from outside: what is not ours is left out. */
export function cleanQuery(query: string): string {
  const params = new URLSearchParams(query)
  return viewQuery(readFilters(params), readSort(params))
}

export const findCurrentView = (
  views: readonly SavedView[],
  now: Pick<SavedView, 'query' | 'layout'>,
): SavedView | undefined => views.find(({ query, layout }) => query === now.query && layout === now.layout)

export const findViewByName = (views: readonly SavedView[], name: string): SavedView | undefined =>
  views.find((view) => view.name.toLowerCase() === name.trim().toLowerCase())
