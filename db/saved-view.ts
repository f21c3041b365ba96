import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Views belong to one person on one board; nobody else sees them. */
export type ViewOwner = { boardId: string; personId: string }

type Layout = Schema['saved_view']['layout']
export type StoredView = { id: string; name: string; query: string; layout: Layout }

export const findSavedViews = (db: Kysely<Schema>, { boardId, personId }: ViewOwner): Promise<StoredView[]> =>
  db
    .selectFrom('saved_view')
    .select(['id', 'name', 'query', 'layout'])
    .where('board_id', '=', boardId)
    .where('person_id', '=', personId)
    .orderBy(sql`lower(name)`)
    .execute()

/** A view of the same name is written over: the name is what the person knows it by. */
export async function saveView(
  db: Kysely<Schema>,
  { boardId, personId }: ViewOwner,
  view: StoredView,
): Promise<void> {
  await sql`
    insert into saved_view (id, board_id, person_id, name, query, layout)
    values (${view.id}, ${boardId}, ${personId}, ${view.name}, ${view.query}, ${view.layout})
    on conflict (person_id, board_id, lower(name))
    do update set name = excluded.name, query = excluded.query, layout = excluded.layout`.execute(db)
}

/** False when the person has no such view on this board. */
export async function renameView(
  db: Kysely<Schema>,
  { boardId, personId }: ViewOwner,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('saved_view')
    .set({ name })
    .where('id', '=', id)
    .where('board_id', '=', boardId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** One that is gone already is no mistake. */
export async function deleteView(
  db: Kysely<Schema>,
  { boardId, personId }: ViewOwner,
  id: string,
): Promise<void> {
  await db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('board_id', '=', boardId)
    .where('person_id', '=', personId)
    .execute()
}
