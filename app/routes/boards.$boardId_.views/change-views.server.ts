import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { deleteView, findSavedViews, renameView, saveView, type ViewOwner } from '#db/saved-view.ts'
import { refuse } from '#domain/rejection.ts'
import { findViewByName, mostViews } from '../../board/saved-view.ts'
import { viewChange, type ViewsAnswer } from '../../board/view-change.ts'

export async function changeViews(
  { database: { kysely } }: Pick<AppLoadContext, 'database'>,
  owner: ViewOwner,
  raw: unknown,
): Promise<ViewsAnswer> {
  const parsed = viewChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'change' })
  const change = parsed.data
  const views = await findSavedViews(kysely, owner)
  switch (change.change) {
    case 'save':
      if (views.length >= mostViews && !findViewByName(views, change.name))
        return refuse({ name: 'too-many-views', most: mostViews })
      await saveView(kysely, owner, { ...change, id: randomUUID() })
      break
    case 'rename': {
      const twin = findViewByName(views, change.name)
      if (twin && twin.id !== change.id) return refuse({ name: 'view-name-taken', view: twin.name })
      if (!(await renameView(kysely, owner, change))) return refuse({ name: 'view-not-found' })
      break
    }
    case 'delete':
      await deleteView(kysely, owner, change.id)
  }
  return { ok: true, views: await findSavedViews(kysely, owner) }
}
