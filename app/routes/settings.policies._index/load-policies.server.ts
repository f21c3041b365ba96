import type { AppLoadContext } from '@remix-run/node'
import { findBoardsInForce, findPolicies } from '#db/policy-editing.ts'

/** Every policy with the boards on which a version of it is in force. */
export async function loadPolicies({ database: { kysely }, now }: AppLoadContext) {
  const [policies, boards] = await Promise.all([findPolicies(kysely), findBoardsInForce(kysely)])
  return {
    now: now(),
    policies: policies.map(({ changedBy, ...policy }) => ({
      ...policy,
      changedBy: changedBy?.name ?? null,
      boards: boards
        .filter(({ inForce }) => inForce.policyId === policy.id)
        .map(({ id, name, inForce }) => ({ id, name, number: inForce.number })),
    })),
  }
}
