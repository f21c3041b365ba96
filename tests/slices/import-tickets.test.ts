import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findEventsAfter, findHeads } from '#db/board-log.ts'
import { connect, type Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { importMap, type ImportMap } from '#domain/import/import-map.ts'
import { countStep, emptyTally, type ImportTally } from '#domain/import/import-step.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { importTickets } from '#server/import/import-tickets.ts'
import { openCsv } from '#server/import/read-csv.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { killProcess, spawnProgram } from '#tests/support/server-process.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

let testDatabase: TestDatabase
let database: Database
let map: ImportMap
let boardId: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.connection)
  map = importMap.parse(JSON.parse(await readFile(fixture('import-tickets.map.json'), 'utf8')))
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  boardId = await insertTestBoard(database)
})

const importer = (id: string): Actor => ({ kind: 'engine', id, name: 'Import', boardId })

/** Imports the fixture as the command line does; stops after so many rows when told. */
async function run(actor: Actor, { rows = Infinity } = {}): Promise<ImportTally> {
  const createTickets = createCreateTickets({
    sql: database.sql,
    now: Date.now,
    onCommitted: () => undefined,
  })
  const [head] = await findHeads(database.sql, [boardId])
  const { records } = await openCsv(fixture('import-tickets.csv'), map)
  let tally = emptyTally
  const steps = importTickets(records, {
    boardId,
    map,
    createTickets: (commands) => createTickets(actor, boardId, commands),
    seqBefore: head?.seq ?? 0,
  })
  for await (const step of steps) {
    tally = countStep(tally, step)
    if (tally.read >= rows) break
  }
  return tally
}

const storedTitles = async () => {
  const rows = await database.sql<{ title: string }[]>`
    select title from ticket where board_id = ${boardId} order by external_id`
  return rows.map(({ title }) => title)
}

const goodTitles = ['热水器打不着火', '空调漏水', '油烟机"嗡嗡"异响']
const twice = { read: 8, created: 0, alreadyThere: 4, rejected: 4 }
const engine = '2ed6657d-e927-468b-95e1-2665a8aea6a2'
const other = '2ed6657d-e927-468b-95e1-2665a8aea6a3'

describe('importing tickets', () => {
  it('puts the good rows on the board, and nothing more the second time', async () => {
    expect(await run(importer(engine))).toEqual({ read: 8, created: 3, alreadyThere: 1, rejected: 4 })
    expect(await storedTitles()).toEqual(goodTitles)
    expect(await run(importer(engine))).toEqual(twice)
    expect(await storedTitles()).toEqual(goodTitles)
  })

  it('takes what somebody else has imported for already there', async () => {
    await run(importer(engine))
    expect(await run(importer(other))).toEqual(twice)
  })

  it('goes on where it was stopped', async () => {
    await run(importer(engine), { rows: 2 })
    await run(importer(engine))
    expect(await storedTitles()).toEqual(goodTitles)
  })

  it('makes each ticket once when two import the same file at the same time', async () => {
    const tallies = await Promise.all([run(importer(engine)), run(importer(other))])
    expect(tallies.map(({ created }) => created).reduce((sum, one) => sum + one)).toBe(3)
    expect(await storedTitles()).toEqual(goodTitles)
  })
})

describe('an import that is killed in the middle', () => {
  const rows = 4_000
  let folder: string
  let args: string[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paidan-import-'))
    const file = join(folder, 'many.csv')
    const header = '单号,故障现象,地址,经度,纬度,联系人,联系电话,优先级,报修时间,期限'
    const lines = Array.from({ length: rows }, (_, index) => `A${index},漏水,路,121.4,31.2,,,,,`)
    await writeFile(file, [header, ...lines].join('\n'))
    args = ['tickets', file, '--map', fixture('import-tickets.map.json'), '--board', boardId]
    return () => rm(folder, { recursive: true })
  })

  it(
    'is finished by the same command; each row has one ticket and one event',
    { timeout: 60_000 },
    async () => {
      const reached = async () => (await findHeads(database.sql, [boardId]))[0]?.seq ?? 0
      const killed = spawnProgram('import', testDatabase.connection, { args })
      await vi.waitUntil(async () => (await reached()) > 0, { timeout: 30_000, interval: 10 })
      await killProcess(killed)
      expect(await reached()).toBeLessThan(rows)

      const again = spawnProgram('import', testDatabase.connection, { args })
      again.stdout?.resume()
      expect(await once(again, 'exit')).toEqual([0, null])
      expect(await storedTitles()).toHaveLength(rows)
      const events = await findEventsAfter(database.sql, boardId, 0, 2 * rows)
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: rows }, (_, index) => index + 1))
      expect(new Set(events.map(({ event }) => event.ticketId)).size).toBe(rows)
    },
  )
})
