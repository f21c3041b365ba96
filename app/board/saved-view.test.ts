import { describe, expect, it } from 'vitest'
import { noFilters } from './filters.ts'
import { cleanQuery, findCurrentView, findViewByName, viewQuery, type SavedView } from './saved-view.ts'

const urgent = viewQuery({ ...noFilters, priorities: [1, 2], scope: 'unhandled' }, 'newest')
const views: readonly SavedView[] = [
  { id: 'a', name: 'Night', query: urgent, layout: 'split' },
  { id: 'b', name: '早班 · 市区', query: '', layout: 'board' },
]

describe('a saved view', () => {
  it('says filters and order as the address does', () => {
    expect(urgent).toBe('only=unhandled&priority=1&priority=2&sort=newest')
    expect(viewQuery(noFilters, 'due')).toBe('')
  })

  it('is the same view in whatever order its query was written', () => {
    expect(cleanQuery('sort=newest&priority=2&ticket=x&priority=1&only=unhandled')).toBe(urgent)
  })

  it('keeps nothing that is not ours', () => {
    expect(cleanQuery('sort=sideways&only=everything&stage=nowhere&ticket=x&__proto__=1')).toBe('')
  })

  it('is the current one when filters, order and layout are those of the screen', () => {
    expect(findCurrentView(views, { query: urgent, layout: 'split' })?.name).toBe('Night')
    expect(findCurrentView(views, { query: urgent, layout: 'map' })).toBeUndefined()
  })

  it('is found by its name, whatever its case', () => {
    expect(findViewByName(views, ' night ')?.id).toBe('a')
  })
})
