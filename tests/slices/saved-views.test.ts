import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mostViews } from '#app/board/saved-view.ts'
import type { ViewChange } from '#app/board/view-change.ts'
import { changeViews } from '#app/routes/boards.$boardId_.views/change-views.server.ts'
import type { ViewOwner } from '#db/saved-view.ts'
import type { Rejection } from '#domain/rejection.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { expectRefused } from '#tests/support/refusal.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
let ana: ViewOwner
let ben: ViewOwner

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  const boardId = await insertTestBoard(database)
  const come = async (name: string): Promise<ViewOwner> => {
    const { personId } = await signIn(database, { role: 'dispatcher', boardIds: [boardId], name })
    return { boardId, personId }
  }
  ana = await come('Ana')
  ben = await come('Ben')
})

const change = async (owner: ViewOwner, given: ViewChange) => {
  const answer = await changeViews({ database }, owner, given)
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.views
}
const save = (owner: ViewOwner, name: string, query = 'priority=1') =>
  change(owner, { change: 'save', name, query, layout: 'split' })
const refuses = (owner: ViewOwner, given: unknown, rejection: Rejection) =>
  expectRefused(database, () => changeViews({ database }, owner, given), rejection)

describe('saved views', () => {
  it('are kept in the order of their names, with nothing in them that is not ours', async () => {
    await save(ana, 'night')
    const views = await save(ana, ' Morning ', 'ticket=x&sort=newest&stage=intake&stage=nowhere')
    expect(views).toMatchObject([
      { name: 'Morning', query: 'stage=intake&sort=newest', layout: 'split' },
      { name: 'night', query: 'priority=1' },
    ])
  })

  it('belong to one person on one board', async () => {
    const [mine] = await save(ana, 'Mine')
    const id = mine?.id ?? ''
    const elsewhere = { ...ana, boardId: await insertTestBoard(database) }
    for (const other of [ben, elsewhere]) {
      await refuses(other, { change: 'rename', id, name: 'Theirs' }, { name: 'view-not-found' })
      expect(await change(other, { change: 'delete', id })).toEqual([])
    }
    expect(await save(ben, 'Mine', 'priority=2')).toHaveLength(1)
    expect(await save(ana, 'mine', 'priority=3')).toEqual([
      { id, name: 'mine', query: 'priority=3', layout: 'split' },
    ])
  })

  it('are renamed, but not to the name of another, and deleted', async () => {
    const [first] = await save(ana, 'a')
    await save(ana, 'b')
    const id = first?.id ?? ''
    await refuses(ana, { change: 'rename', id, name: 'B' }, { name: 'view-name-taken', view: 'b' })
    expect(await change(ana, { change: 'rename', id, name: 'A' })).toMatchObject([
      { name: 'A' },
      { name: 'b' },
    ])
    expect(await change(ana, { change: 'delete', id })).toMatchObject([{ name: 'b' }])
    await refuses(ana, { change: 'rename', id: randomUUID(), name: 'c' }, { name: 'view-not-found' })
  })

  it('are limited in number', async () => {
    for (let count = 0; count < mostViews; count += 1) await save(ana, `view ${count}`)
    await refuses(
      ana,
      { change: 'save', name: 'one more', query: '', layout: 'map' },
      { name: 'too-many-views', most: mostViews },
    )
    expect(await save(ana, 'view 0', '')).toHaveLength(mostViews)
  })

  it.each([
    ['nothing', null, 'change'],
    ['an unknown change', { change: 'steal' }, 'change'],
    ['an empty name', { change: 'save', name: ' ', query: '', layout: 'map' }, 'name'],
    ['a name that is too long', { change: 'save', name: 'x'.repeat(41), query: '', layout: 'map' }, 'name'],
    ['a name that cannot be kept', { change: 'save', name: 'a\0b', query: '', layout: 'map' }, 'name'],
    ['a layout that there is not', { change: 'save', name: 'x', query: '', layout: 'wall' }, 'layout'],
    [
      'a query that is too long',
      { change: 'save', name: 'x', query: 'q'.repeat(4001), layout: 'map' },
      'query',
    ],
    ['an id that is none', { change: 'delete', id: '1' }, 'id'],
  ])('refuse %s by the name of the field', (_what, given, field) =>
    refuses(ana, given, { name: 'wrong-field', field }),
  )
})
