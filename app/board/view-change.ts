import { z } from 'zod'
import { id, text } from '#contract/fields.ts'
import type { Refusal } from '#domain/rejection.ts'
import { boardLayouts } from './board-layout.ts'
import { cleanQuery, longestViewName, type SavedView } from './saved-view.ts'

const name = text.min(1).max(longestViewName)

/** What a person can do with their own views of a board. */
export const viewChange = z.discriminatedUnion('change', [
  z.object({
    change: z.literal('save'),
    name,
    query: text.max(4000).transform(cleanQuery),
    layout: z.enum(boardLayouts),
  }),
  z.object({ change: z.literal('rename'), id, name }),
  z.object({ change: z.literal('delete'), id }),
])

export type ViewChange = z.input<typeof viewChange>

/** All views as they are then, or why nothing was changed. */
export type ViewsAnswer = { ok: true; views: SavedView[] } | Refusal
