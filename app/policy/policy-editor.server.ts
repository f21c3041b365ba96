import type { LoaderFunctionArgs } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import type { Actor } from '#domain/actor.ts'
import { mayEditPolicies } from '#server/policies/policy.ts'
import { asPerson, refusePage } from '../session/session.server.ts'

type Administrator = Extract<Actor, { kind: 'person' }>

/** As `asPerson`, for those who may edit policies; the others get the page that says so. */
export const asAdministrator = <T>(
  args: LoaderFunctionArgs,
  work: (actor: Administrator) => Promise<T>,
): Promise<T> =>
  asPerson(args, (actor) => {
    if (!mayEditPolicies(actor)) throw refusePage({ name: 'not-allowed' }, 403)
    return work(actor)
  })

/** With the id of the policy that the address names. */
export const asPolicyEditor = <T>(
  args: LoaderFunctionArgs,
  work: (actor: Administrator, policyId: string) => Promise<T>,
): Promise<T> =>
  asAdministrator(args, (actor) => {
    const parsed = id.safeParse(args.params['policyId'])
    if (!parsed.success) throw refusePage({ name: 'policy-not-found' }, 404)
    return work(actor, parsed.data)
  })
