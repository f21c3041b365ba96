import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { id, text } from '#contract/fields.ts'
import {
  findNewestVersion,
  findPolicyByName,
  insertPolicy,
  insertVersion,
  lockPolicy,
  renamePolicy,
} from '#db/policy-editing.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayEditPolicies } from '#server/policies/policy.ts'
import { longestPolicyName } from '../../policy/policy-facts.ts'
import { formText } from '../../session/form-text.ts'

/** Makes a policy of a new name from the newest version of another, or gives one another name. Answers which one. */
export async function changePolicies(
  { database: { kysely }, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Actor,
  form: FormData,
): Promise<{ ok: true; policyId: string } | Refusal> {
  if (!mayEditPolicies(actor)) return refuse({ name: 'not-allowed' })
  const parsedName = text.min(1).max(longestPolicyName).safeParse(formText(form, 'name'))
  if (!parsedName.success) return refuse({ name: 'wrong-field', field: 'name' })
  const name = parsedName.data
  const parsedId = id.safeParse(formText(form, 'policyId'))
  if (!parsedId.success) return refuse({ name: 'policy-not-found' })
  const policyId = parsedId.data
  const change = formText(form, 'change')
  if (change !== 'copy' && change !== 'rename') return refuse({ name: 'wrong-field', field: 'change' })

  return kysely.transaction().execute(async (tx) => {
    const newest = (await lockPolicy(tx, policyId)) ? await findNewestVersion(tx, policyId) : undefined
    if (!newest) return refuse({ name: 'policy-not-found' })
    const twin = await findPolicyByName(tx, name)
    if (twin && !(change === 'rename' && twin.id === policyId))
      return refuse({ name: 'policy-name-taken', policy: twin.name })
    if (change === 'rename') {
      await renamePolicy(tx, { id: policyId, name })
      return { ok: true, policyId }
    }
    const copyId = randomUUID()
    if (!(await insertPolicy(tx, { id: copyId, name })))
      return refuse({ name: 'policy-name-taken', policy: name })
    const made = { createdBy: actorRef(actor), createdAt: now(), note: '' }
    await insertVersion(tx, { policyId: copyId, number: 1, body: newest.body, ...made })
    return { ok: true, policyId: copyId }
  })
}
