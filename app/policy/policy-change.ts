import { z } from 'zod'
import { id, text } from '#contract/fields.ts'
import type { Instant } from '#domain/instant.ts'
import type { Refusal } from '#domain/rejection.ts'
import type { PolicyPreview } from '#domain/scoring/policy-preview.ts'

const longestNote = 400
const versionNumber = z.int().min(1).max(1_000_000)
/** When the draft that the person saw was saved; null when they saw none. */
const seen = z.number().nullable()

/** What an administrator can do with a policy. */
export const policyChange = z.discriminatedUnion('change', [
  /** `base`: the newest version that the person knew. */
  z.object({ change: z.literal('save'), policy: z.unknown(), base: versionNumber, seen }),
  /** Writes a version into the draft; the newest one is the end of the draft. */
  z.object({ change: z.literal('restore'), number: versionNumber }),
  z.object({
    change: z.literal('publish'),
    note: text.max(longestNote),
    boardIds: z.array(id).max(100),
    seen,
  }),
  z.object({ change: z.literal('activate'), boardId: id, number: versionNumber }),
])
export type PolicyChange = z.input<typeof policyChange>

export type PolicyAnswer =
  | {
      ok: true
      /** When the draft was saved; null where there is none, for it is the newest version. */
      savedAt: Instant | null
      /** Whose save this one has replaced unseen. */
      overwrote: { name: string; at: Instant } | null
    }
  | Refusal

export const previewQuestion = z.object({ boardId: id, policy: z.unknown() })
export type PreviewQuestion = z.input<typeof previewQuestion>
export type PreviewAnswer = { ok: true; preview: PolicyPreview } | Refusal

/** How many of the last tickets a preview asks. */
export const previewedTickets = 50
