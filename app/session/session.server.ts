import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { isDatabaseAway } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { Rejection } from '#domain/rejection.ts'

type RouteArgs = { request: Request; context: AppLoadContext }

/** Answers a page request with a named refusal, which the error page puts into words. */
export const refusePage = (rejection: Rejection, status: 400 | 403 | 404 | 503) => data(rejection, { status })

/** Runs a loader or action; a database that is away becomes its own page instead of a failure nobody expected. */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDatabaseAway(error)) throw refusePage({ name: 'database-away' }, 503)
    throw error
  }
}

/** As `answering`, for somebody who has signed in; anybody else is led to the sign-in page and back. */
export const asPerson = <T>(
  { request, context }: RouteArgs,
  work: (actor: Extract<Actor, { kind: 'person' }>) => Promise<T>,
): Promise<T> =>
  answering(async () => {
    const principal = await context.auth.findPrincipal(
      context.readSessionToken(request.headers.get('cookie')),
    )
    if (principal?.actor.kind === 'engineer') throw redirect('/m/offers')
    if (principal?.actor.kind !== 'person') {
      const { pathname, search } = new URL(request.url)
      throw redirect(pathname === '/' ? '/login' : `/login?next=${encodeURIComponent(pathname + search)}`)
    }
    return work(principal.actor)
  })

/** As `asPerson`, for an engineer on a phone; the office is led to its boards. */
export const asEngineer = <T>(
  { request, context }: RouteArgs,
  work: (actor: Extract<Actor, { kind: 'engineer' }>) => Promise<T>,
): Promise<T> =>
  answering(async () => {
    const principal = await context.auth.findPrincipal(
      context.readSessionToken(request.headers.get('cookie')),
    )
    if (!principal) throw redirect(`/login?next=${encodeURIComponent(new URL(request.url).pathname)}`)
    if (principal.actor.kind !== 'engineer') throw redirect('/boards')
    return work(principal.actor)
  })
