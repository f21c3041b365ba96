import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hours } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import { createAuth, type Auth, type SignedIn } from '#server/auth/auth.ts'
import { hashPassword } from '#server/auth/password.ts'
import { createSignInLimiter } from '#server/auth/sign-in-limiter.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { expectRefused, expectSentences } from '#tests/support/refusal.ts'

const password = '梅雨季节-2025-夏'
const address = '10.0.0.1'

let database: TestDatabase
let passwordHash: string
let clock: number
let auth: Auth
let login: string
let personId: string

const openAuth = (given: { demo?: boolean; setupToken?: string } = {}): Auth =>
  createAuth({
    database,
    now: () => clock,
    demo: given.demo ?? false,
    limiter: createSignInLimiter(undefined),
    setupToken: given.setupToken,
  })

beforeAll(async () => {
  database = await createTestDatabase()
  passwordHash = await hashPassword(password)
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock = Date.UTC(2025, 10, 21, 4, 0)
  auth = openAuth()
  personId = randomUUID()
  login = `sun.yue.${personId}`
  await database.kysely
    .insertInto('person')
    .values({ id: personId, name: '孙悦', login, role: 'dispatcher', password_hash: passwordHash })
    .execute()
})

const signIn = (given: Partial<{ login: string; password: string; keep: boolean }> = {}) =>
  auth.signIn({ login, password, keep: false, ...given }, address)

function tokenOf(signedIn: SignedIn): string {
  if (!signedIn.ok) throw new Error(signedIn.rejection.name)
  return signedIn.token
}
const refuses = (ask: () => Promise<unknown>, rejection: Rejection) => expectRefused(database, ask, rejection)

describe('signing in', () => {
  it('with the right password opens a session of that person, with their boards', async () => {
    const boardId = await insertTestBoard(database)
    await database.kysely
      .insertInto('board_member')
      .values({ board_id: boardId, person_id: personId })
      .execute()
    const token = tokenOf(await signIn())
    expect(await auth.findPrincipal(token)).toEqual({
      actor: { kind: 'person', id: personId, name: '孙悦', role: 'dispatcher', boardIds: [boardId] },
      sessionId: hashToken(token).toString('hex'),
      expiresAt: clock + hours(12),
    })
  })

  it('takes the login name in any case and with spaces around it', async () => {
    expect(await signIn({ login: `  ${login.toUpperCase()} ` })).toMatchObject({ ok: true })
  })

  it('lasts until the browser is closed, or twelve hours when it is to be kept', async () => {
    expect(await signIn()).toMatchObject({ maxAgeSeconds: undefined })
    expect(await signIn({ keep: true })).toMatchObject({ maxAgeSeconds: 43_200 })
  })

  it('gives nobody who reads the tables a token to sign in with', async () => {
    const token = tokenOf(await signIn())
    const rows = await database.sql<{ hash: Buffer }[]>`
      select token_hash as hash from login_session where person_id = ${personId}`
    expect(rows.map(({ hash }) => hash.toString('hex'))).toEqual([hashToken(token).toString('hex')])
    expect(await auth.findPrincipal(rows[0]?.hash.toString('base64url'))).toBeUndefined()
  })

  it('is refused in the same words for a wrong password, an unknown name and one that cannot be kept', async () => {
    const wrong: Rejection = { name: 'wrong-credentials' }
    await refuses(() => signIn({ password: `${password}!` }), wrong)
    await refuses(() => signIn({ password: '' }), wrong)
    await refuses(() => signIn({ login: 'nobody' }), wrong)
    await refuses(() => signIn({ login: 'a\u0000b' }), wrong)
    await refuses(() => signIn({ login: "' or true --" }), wrong)
  })

  it('is refused for somebody who has left, and for somebody without a password', async () => {
    await database.sql`update person set active = false where id = ${personId}`
    await refuses(() => signIn(), { name: 'wrong-credentials' })
    await database.sql`update person set active = true, password_hash = null where id = ${personId}`
    await refuses(() => signIn({ password: '' }), { name: 'wrong-credentials' })
  })

  it('is refused after ten wrong passwords, even with the right one', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await signIn({ password: 'wrong' })).toMatchObject({ rejection: { name: 'wrong-credentials' } })
    const refused = await signIn()
    const seconds = refused.ok || refused.rejection.name !== 'rate-limited' ? 0 : refused.rejection.seconds
    expect(seconds).toBeGreaterThan(800)
    expectSentences({ name: 'rate-limited', seconds })
    const elsewhere = auth.signIn({ login, password, keep: false }, '10.0.0.2')
    expect(await elsewhere).toMatchObject({ ok: true })
  })
})

describe('a session', () => {
  it('holds to its last millisecond and not longer', async () => {
    const token = tokenOf(await signIn())
    clock += hours(12) - 1
    expect(await auth.findPrincipal(token)).toBeDefined()
    clock += 1
    expect(await auth.findPrincipal(token)).toBeUndefined()
  })

  it('ends when its person signs out; their other sessions go on', async () => {
    const here = tokenOf(await signIn())
    const there = tokenOf(await signIn())
    await auth.signOut(here)
    expect(await auth.findPrincipal(here)).toBeUndefined()
    expect(await auth.findPrincipal(there)).toBeDefined()
    await auth.signOut(here)
    await auth.signOut(undefined)
  })

  it('ends when its person leaves', async () => {
    const token = tokenOf(await signIn())
    await database.sql`update person set active = false where id = ${personId}`
    expect(await auth.findPrincipal(token)).toBeUndefined()
  })

  it('is nobody’s without a token, and with a made-up one', async () => {
    expect(await auth.findPrincipal(undefined)).toBeUndefined()
    expect(await auth.findPrincipal('')).toBeUndefined()
    expect(await auth.findPrincipal(createToken())).toBeUndefined()
  })

  it('that is over is cleared away at the next sign-in', async () => {
    await signIn()
    clock += hours(12) + 1
    await signIn()
    const [left] = await database.sql`
      select count(*)::int as sessions from login_session where person_id = ${personId}`
    expect(left).toEqual({ sessions: 1 })
  })
})

describe('the demo', () => {
  const makeDemoPerson = () =>
    database.sql`update person set demo = true, password_hash = null where id = ${personId}`

  it('signs in without a password where it was asked for', async () => {
    await makeDemoPerson()
    auth = openAuth({ demo: true })
    expect((await auth.findDemoPeople()).map(({ id }) => id)).toContain(personId)
    const token = tokenOf(await auth.signInDemo(personId))
    expect(await auth.findPrincipal(token)).toMatchObject({ actor: { id: personId } })
  })

  it('is refused where it was not asked for, and names nobody', async () => {
    await makeDemoPerson()
    await refuses(() => auth.signInDemo(personId), { name: 'demo-off' })
    expect(await auth.findDemoPeople()).toEqual([])
  })

  it('lets in only the people of the demo', async () => {
    auth = openAuth({ demo: true })
    await refuses(() => auth.signInDemo(personId), { name: 'demo-off' })
    await refuses(() => auth.signInDemo(randomUUID()), { name: 'demo-off' })
    await refuses(() => auth.signInDemo('孙悦'), { name: 'demo-off' })
    await refuses(() => auth.signInDemo(''), { name: 'demo-off' })
  })
})

describe('the set-up link', () => {
  const setupToken = createToken()
  const first = { name: ' 林薇 ', login: ' Lin.Wei ', password, organisation: ' 安居维修 ' }
  let empty: TestDatabase

  beforeEach(async () => {
    empty = await createTestDatabase()
    auth = createAuth({
      database: empty,
      now: () => clock,
      demo: false,
      limiter: createSignInLimiter(undefined),
      setupToken,
    })
    return () => empty.drop()
  })
  const refusesSetUp = (ask: () => Promise<unknown>, rejection: Rejection) =>
    expectRefused(empty, ask, rejection)

  it('makes the first administrator, who is signed in and can sign in again', async () => {
    expect(await auth.isSetupOpen(setupToken)).toBe(true)
    const token = tokenOf(await auth.setUp(setupToken, first))
    expect(await auth.findPrincipal(token)).toMatchObject({ actor: { name: '林薇', role: 'admin' } })
    expect(await auth.signIn({ login: 'lin.wei', password, keep: false }, address)).toMatchObject({
      ok: true,
    })
    const rows = await empty.sql`select organisation, demo from installation`
    expect([...rows]).toEqual([{ organisation: '安居维修', demo: false }])
  })

  it('works once', async () => {
    await auth.setUp(setupToken, first)
    expect(await auth.isSetupOpen(setupToken)).toBe(false)
    await refusesSetUp(() => auth.setUp(setupToken, { ...first, login: 'second' }), {
      name: 'setup-link-used',
    })
  })

  it('works once also for two people at the very same moment', async () => {
    const answers = await Promise.all([
      auth.setUp(setupToken, { ...first, login: 'one' }),
      auth.setUp(setupToken, { ...first, login: 'other' }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, rejection: { name: 'setup-link-used' } })
    const [people] = await empty.sql`select count(*)::int as administrators from person`
    expect(people).toEqual({ administrators: 1 })
  })

  it('is refused with another token, and with a short password', async () => {
    expect(await auth.isSetupOpen('another')).toBe(false)
    await refusesSetUp(() => auth.setUp('another', first), { name: 'setup-link-used' })
    await refusesSetUp(() => auth.setUp(setupToken, { ...first, password: '123456789' }), {
      name: 'password-too-short',
      shortest: 10,
    })
  })

  it.each(['name', 'login', 'organisation'] as const)(
    'is refused with a %s that cannot be kept',
    async (field) => {
      for (const value of [' ', 'x'.repeat(81), 'a\u0000b'])
        await refusesSetUp(() => auth.setUp(setupToken, { ...first, [field]: value }), {
          name: 'wrong-field',
          field,
        })
    },
  )

  it('is not there where an administrator is', async () => {
    auth = createAuth({
      database: empty,
      now: () => clock,
      demo: false,
      limiter: createSignInLimiter(undefined),
      setupToken: undefined,
    })
    expect(await auth.isSetupOpen('undefined')).toBe(false)
    await refusesSetUp(() => auth.setUp('undefined', first), { name: 'setup-link-used' })
  })
})
