import type { AppLoadContext } from '@remix-run/node'
import { findBoardsInForce, findVersionBody } from '#db/policy-editing.ts'
import { findPreviewFacts } from '#db/policy-preview.ts'
import type { Actor } from '#domain/actor.ts'
import { refuse } from '#domain/rejection.ts'
import { parsePolicy } from '#domain/scoring/policy-input.ts'
import { previewPolicy } from '#domain/scoring/policy-preview.ts'
import { mayEditPolicies } from '#server/policies/policy.ts'
import { previewedTickets, previewQuestion, type PreviewAnswer } from '../../policy/policy-change.ts'

/** What a draft, saved or not, would change against what runs on the board. Writes nothing. */
export async function answerPreview(
  {
    database: { sql, kysely },
    travelBandsOf,
    now,
  }: Pick<AppLoadContext, 'database' | 'travelBandsOf' | 'now'>,
  actor: Actor,
  raw: unknown,
): Promise<PreviewAnswer> {
  if (!mayEditPolicies(actor)) return refuse({ name: 'not-allowed' })
  const parsed = previewQuestion.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'preview' })
  const { boardId, policy } = parsed.data
  const draft = parsePolicy(policy)
  if (!draft.ok) return draft
  const board = (await findBoardsInForce(kysely)).find(({ id }) => id === boardId)
  if (!board) return refuse({ name: 'board-not-found' })
  const { policyId, number } = board.inForce
  const [inForce, facts] = await Promise.all([
    findVersionBody(kysely, policyId, number),
    findPreviewFacts(sql, boardId, { now: now(), most: previewedTickets }),
  ])
  if (!inForce || !facts) return refuse({ name: 'board-not-found' })
  const bandsIn = (district: string | null) => travelBandsOf(boardId, district)
  return { ok: true, preview: previewPolicy({ ...facts, bandsIn }, { inForce, draft: draft.policy }) }
}
