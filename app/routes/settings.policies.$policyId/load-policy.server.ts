import type { AppLoadContext } from '@remix-run/node'
import {
  findActivations,
  findBoardsInForce,
  findDraft,
  findNewestVersion,
  findPolicies,
  findVersionBody,
  findVersions,
} from '#db/policy-editing.ts'
import { refusePage } from '../../session/session.server.ts'

/** A policy with its draft, its versions, and what runs on every board. */
export async function loadPolicy({ database: { kysely }, now }: AppLoadContext, policyId: string) {
  const [policies, newest, draft, versions, boards, activations] = await Promise.all([
    findPolicies(kysely),
    findNewestVersion(kysely, policyId),
    findDraft(kysely, policyId),
    findVersions(kysely, policyId),
    findBoardsInForce(kysely),
    findActivations(kysely, policyId),
  ])
  const policy = policies.find(({ id }) => id === policyId)
  if (!policy || !newest) throw refusePage({ name: 'policy-not-found' }, 404)
  return {
    now: now(),
    policy: { id: policy.id, name: policy.name },
    policies: policies.map(({ id, name }) => ({ id, name })),
    newest,
    draft: draft ?? null,
    versions,
    activations,
    boards: await Promise.all(
      boards.map(async (board) => ({
        ...board,
        // There is always one: a board refers to it by a foreign key.
        body: (await findVersionBody(kysely, board.inForce.policyId, board.inForce.number)) ?? newest.body,
      })),
    ),
  }
}
