import * as fields from '#contract/fields.ts'
import type { Database } from '#db/client.ts'
import { findDeviceEngineer } from '#db/device.ts'
import * as people from '#db/person.ts'
import type { Actor } from '#domain/actor.ts'
import { hours, type Instant } from '#domain/instant.ts'
import { shortestPassword } from '#domain/shortest-password.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { randomUUID } from 'node:crypto'
import { hashPassword, unknownPersonsHash, verifyPassword } from './password.ts'
import type { SignInLimiter } from './sign-in-limiter.ts'
import { createToken, hashToken } from './token.ts'

/** Somebody who has shown who they are, and until when that holds. */
export type Principal = { actor: Actor; sessionId: string; expiresAt: Instant }

export type SignedIn = { ok: true; token: string; maxAgeSeconds: number | undefined } | Refusal

export type Auth = ReturnType<typeof createAuth>

type AuthPorts = {
  database: Database
  now: () => Instant
  demo: boolean
  limiter: SignInLimiter
  /** The token of the one-time link that makes the first administrator; undefined when there is one. */
  setupToken: string | undefined
  /** Somebody's session was ended by hand: connections that were opened with it should end as well. */
  onSignedOut?: () => void
}

const sessionHours = 12

export function createAuth({ database, now, demo, limiter, setupToken, onSignedOut }: AuthPorts) {
  const { sql, kysely } = database

  async function openSession(personId: string, keep: boolean): Promise<SignedIn> {
    const token = createToken()
    const expiresAt = now() + hours(sessionHours)
    await people.insertSession(kysely, {
      token_hash: hashToken(token),
      person_id: personId,
      expires_at: expiresAt,
    })
    await people.deleteSessionsBefore(kysely, now())
    return { ok: true, token, maxAgeSeconds: keep ? sessionHours * 3600 : undefined }
  }

  return {
    async findPrincipal(token: string | undefined): Promise<Principal | undefined> {
      if (!token) return undefined
      const hash = hashToken(token)
      const found = await people.findSession(sql, hash, now())
      return found && { ...found, sessionId: hash.toString('hex') }
    },

    async findDevice(token: string): Promise<Principal | undefined> {
      const hash = hashToken(token)
      const actor = await findDeviceEngineer(sql, hash)
      return actor && { actor, sessionId: hash.toString('hex'), expiresAt: Number.POSITIVE_INFINITY }
    },

    async signIn(
      given: { login: string; password: string; keep: boolean },
      address: string,
    ): Promise<SignedIn> {
      const login = given.login.trim().toLowerCase()
      const waitSeconds = await limiter.consume(address, login)
      if (waitSeconds > 0) return refuse({ name: 'rate-limited', seconds: waitSeconds })
      const person = fields.text.safeParse(login).success
        ? await people.findPersonByLogin(kysely, login)
        : undefined
      const matches = await verifyPassword(given.password, person?.password_hash ?? unknownPersonsHash)
      if (!person || !matches) return refuse({ name: 'wrong-credentials' })
      await limiter.forgive(address, login)
      return openSession(person.id, given.keep)
    },

    /** Without a password, and only where the demo was asked for. */
    async signInDemo(personId: string): Promise<SignedIn> {
      const mayBe = demo && fields.id.safeParse(personId).success
      const person = mayBe ? await people.findDemoPerson(kysely, personId) : undefined
      return person ? openSession(person.id, true) : refuse({ name: 'demo-off' })
    },

    async signOut(token: string | undefined): Promise<void> {
      if (!token) return
      await people.deleteSession(kysely, hashToken(token))
      onSignedOut?.()
    },

    findDemoPeople: () => (demo ? people.findDemoPeople(kysely) : Promise.resolve([])),

    isSetupOpen: async (token: string): Promise<boolean> =>
      setupToken === token && !(await people.hasAdministrator(kysely)),

    async setUp(
      token: string,
      given: { name: string; login: string; password: string; organisation: string },
    ): Promise<SignedIn> {
      if (setupToken !== token) return refuse({ name: 'setup-link-used' })
      for (const field of ['name', 'login', 'organisation'] as const)
        if (!fields.text.min(1).max(80).safeParse(given[field]).success)
          return refuse({ name: 'wrong-field', field })
      if (given.password.length < shortestPassword)
        return refuse({ name: 'password-too-short', shortest: shortestPassword })
      const id = randomUUID()
      const made = await people.insertFirstAdministrator(
        kysely,
        {
          id,
          name: given.name.trim(),
          login: given.login.trim().toLowerCase(),
          password_hash: await hashPassword(given.password),
        },
        given.organisation.trim(),
      )
      return made ? openSession(id, true) : refuse({ name: 'setup-link-used' })
    },
  }
}
