import type { Sql } from '#db/client.ts'
import { findDecisions, type StoredDecision } from '#db/decision.ts'
import { findPolicyVersion } from '#db/policy.ts'
import { findRecordFlaw, type RecordFlaw } from '#domain/scoring/decision-record.ts'
import { countOverride, emptyOverrides, type OverrideTally } from '#domain/scoring/override-tally.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { fromStoredRecord } from '#domain/scoring/stored-record.ts'

export type DecisionFlaw =
  | RecordFlaw
  /** The record says that another version spoke than the one to which its row points. */
  | { flaw: 'policy-differs' }

export type Verification = {
  checked: number
  differing: readonly { decision: StoredDecision; flaw: DecisionFlaw }[]
  overrides: OverrideTally
}

/** Computes every stored decision again, from the policy version by which it was made. */
export async function verifyDecisions(sql: Sql): Promise<Verification> {
  const policies = new Map<string, Policy>()
  const policyOf = async ({ policyId, policyNumber: number }: StoredDecision): Promise<Policy> => {
    const key = `${policyId} ${number}`
    const policy = policies.get(key) ?? (await findPolicyVersion(sql, { policyId, number }))
    if (!policy) throw new Error(`version ${number} of policy ${policyId} is not there`)
    policies.set(key, policy)
    return policy
  }
  let checked = 0
  let overrides = emptyOverrides
  const differing: { decision: StoredDecision; flaw: DecisionFlaw }[] = []
  for await (const decision of findDecisions(sql)) {
    checked += 1
    const policy = await policyOf(decision)
    const record = fromStoredRecord(decision.record, policy)
    overrides = countOverride(overrides, record)
    const flaw = isBySamePolicy(decision)
      ? findRecordFlaw(record, policy)
      : { flaw: 'policy-differs' as const }
    if (flaw) differing.push({ decision, flaw })
  }
  return { checked, differing, overrides }
}

const isBySamePolicy = ({ policyId, policyNumber, record: { policy } }: StoredDecision): boolean =>
  policy.policyId === policyId && policy.number === policyNumber
