import { z } from 'zod'
import { mostCurvePoints } from './curve.ts'
import { refuse, type Refusal } from '../rejection.ts'
import { findPolicyFlaw, objectiveNames, ruleNames, type Policy } from './policy.ts'

/** In the objective's unit: a week of minutes, with room. Beyond it somebody's hand has slipped. */
const widestCurveValue = 12_000

const curvePoint = z.strictObject({
  at: z.number().min(-widestCurveValue).max(widestCurveValue),
  grade: z.number(),
})

const policyShape = z.strictObject({
  rules: z.record(z.enum(ruleNames), z.boolean()),
  maxTravelMinutes: z.number(),
  objectives: z
    .array(
      z.strictObject({
        name: z.enum(objectiveNames),
        weight: z.number(),
        curve: z.array(curvePoint).max(mostCurvePoints),
      }),
    )
    .length(objectiveNames.length),
  ratingPrior: z.strictObject({ stars: z.number(), votes: z.number() }),
  automatic: z.strictObject({ floor: z.number(), lead: z.number() }),
})

/** A policy as somebody sent it. The shape is refused by the name of the field, what it says by the name of the flaw. */
export function parsePolicy(raw: unknown): { ok: true; policy: Policy } | Refusal {
  const parsed = policyShape.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'policy' })
  const flaw = findPolicyFlaw(parsed.data)
  return flaw ? refuse({ name: 'policy-flawed', flaw }) : { ok: true, policy: parsed.data }
}
