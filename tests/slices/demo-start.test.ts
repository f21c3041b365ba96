import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { findInstallation } from '#db/installation.ts'
import { demoBoardId, hasDemoCity, seedDemoCity } from '#db/seed/demo-city.ts'
import { createAuth } from '#server/auth/auth.ts'
import { createSignInLimiter } from '#server/auth/sign-in-limiter.ts'
import { createToken } from '#server/auth/token.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

const now = Date.UTC(2025, 10, 21, 4, 0)

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

/** @param endsAfter as if the process were killed after so many commands */
function seed(at: number, endsAfter = Number.POSITIVE_INFINITY) {
  let done = 0
  return seedDemoCity({
    database,
    runCommandAt: (moment) => {
      if (done++ >= endsAfter) throw new Error('killed')
      return createRunCommand({ sql: database.sql, now: () => moment, onCommitted: () => undefined })
    },
    now: at,
  })
}
const readBoard = () => findBoardSnapshot(database.sql, demoBoardId, now)

describe('making the demo city', () => {
  it('goes on where a start was killed in the middle of it, as if nothing had happened', async () => {
    await expect(seed(now, 100)).rejects.toThrow('killed')
    expect((await readBoard())?.seq).toBe(100)
    expect(await seed(now + 600_000)).toBe('made')
    expect(await seed(now + 700_000)).toBe('there')
    const resumed = await readBoard()

    const whole = await createTestDatabase()
    await seedDemoCity({
      database: whole,
      runCommandAt: (at) => createRunCommand({ sql: whole.sql, now: () => at, onCommitted: () => undefined }),
      now,
    })
    expect(resumed).toEqual(await findBoardSnapshot(whole.sql, demoBoardId, now))
    await whole.drop()
  })

  it('makes its teams and calendars once: what was deleted stays so at the next start', async () => {
    const { kysely } = database
    await expect(seed(now, 0)).rejects.toThrow('killed')
    const count = async () => [
      (await kysely.selectFrom('team').select('id').execute()).length,
      (await kysely.selectFrom('calendar').select('id').execute()).length,
    ]
    expect(await count()).toEqual([2, 2])
    await kysely.deleteFrom('team').where('name', '=', '浦东班').execute()
    await kysely.deleteFrom('calendar').where('name', '=', '办公时间').execute()
    const server = await startTestServer({ database, demo: true })
    await server.close()
    expect(await count()).toEqual([1, 1])
  })

  it('draws its flow once, and does not overrule who chooses another process', async () => {
    const start = async () => (await startTestServer({ database, demo: true })).close()
    const read = () => database.sql`
      select flow_id is not null as "isDrawn", (select count(*)::int from flow_version) as versions from board`
    await start()
    expect([...(await read())]).toEqual([{ isDrawn: true, versions: 1 }])
    await database.sql`update board set flow_id = null`
    await start()
    expect([...(await read())]).toEqual([{ isDrawn: false, versions: 1 }])
  })

  it('is done once by two nodes that start at the same time', async () => {
    await Promise.all([seed(now), seed(now + 1_000)])
    expect((await readBoard())?.tickets).toHaveLength(67)
  })
})

describe('a start without the demo after one with it', () => {
  const start = (demo: boolean): Promise<TestServer> => startTestServer({ database, demo })

  it('ends the sessions of the demo and shows the link for the first administrator', async () => {
    const withDemo = await start(true)
    expect(withDemo.setupUrl).toBeUndefined()
    const [person] = await database.kysely
      .selectFrom('person')
      .select('id')
      .where('demo', '=', true)
      .execute()
    await database.kysely
      .insertInto('login_session')
      .values({
        token_hash: Buffer.from('token'),
        person_id: person?.id ?? '',
        expires_at: Date.now() + 3_600_000,
      })
      .execute()
    await withDemo.close()

    const without = await start(false)
    expect(without.setupUrl).toContain('/setup/')
    expect(await database.kysely.selectFrom('login_session').selectAll().execute()).toEqual([])
    await without.close()
  })

  it('lets the first administrator take it over; the demo does not come back to what is theirs', async () => {
    await seed(now)
    const setupToken = createToken()
    const limiter = createSignInLimiter(undefined)
    const auth = createAuth({ database, now: Date.now, demo: false, limiter, setupToken })
    expect(await auth.isSetupOpen(setupToken)).toBe(true)
    const given = { name: '林薇', login: 'own', password: '梅雨季节-2025-夏', organisation: '安居维修' }
    expect(await auth.setUp(setupToken, given)).toMatchObject({ ok: true })
    expect(await auth.isSetupOpen(setupToken)).toBe(false)
    expect(await auth.signIn({ ...given, keep: false }, '10.0.0.1')).toMatchObject({ ok: true })
    expect(await findInstallation(database.kysely)).toMatchObject({ organisation: '安居维修', demo: false })

    expect(await hasDemoCity(database)).toBe(false)
    expect(await seed(now)).toBe('there')
    const again = await start(true)
    expect(again.setupUrl).toBeUndefined()
    expect(again.demoPeople).toEqual([])
    expect((await readBoard())?.tickets).toHaveLength(67)
    await again.close()
  })
})
