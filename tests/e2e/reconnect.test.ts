import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { BoardPage } from '#tests/support/board-page.ts'
import { openCuttableLine, type CuttableLine } from '#tests/support/cuttable-line.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { createScreens } from '#tests/support/screens.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import type { SmallTown } from '#tests/support/small-town.ts'
import { openTown } from '#tests/support/town-screens.ts'

const screens = createScreens()
/** A browser writes a line of its own for every connection that fails; nobody else writes any. */
const failedConnection = /WebSocket connection to .* failed|net::ERR_/

let database: TestDatabase
let server: ServerProcess
let town: SmallTown
let anasLine: CuttableLine
let bensLine: CuttableLine
let ana: BoardPage
let ben: BoardPage

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startServerProcess(database.connection)
  anasLine = await openCuttableLine(server.url)
  bensLine = await openCuttableLine(server.url)
})
afterAll(async () => {
  await Promise.all([anasLine.close(), bensLine.close()])
  await server.kill()
  await database.drop()
})

beforeEach(async () => {
  ;({ town, ana, ben } = await openTown(screens, { database, url: anasLine.url, bensUrl: bensLine.url }))
})

it('what is done while the line is cut waits, is said to wait, and is sent when the line is back', async () => {
  screens.expectTrouble(failedConnection)
  const [mine, other] = town.tickets
  const [engineer] = town.able

  anasLine.setOpen(false)
  await ana.badge.filter({ hasText: '截至' }).waitFor()
  await ana.page.getByText('连接中断').waitFor()

  await ana.openEngineers()
  await ana.drag(ana.card(mine.id), ana.engineer(engineer.id), `派给 ${engineer.name}`)
  await ana.untilIn(mine.id, 'assigned')
  await ana.badge.filter({ hasText: '1 项改动待发送' }).waitFor()
  await ana.card(mine.id).filter({ hasText: '待同步' }).waitFor()
  await ben.drag(ben.card(other.id), ben.column('intake'), '移到「受理」')
  await ben.untilIn(other.id, 'intake')
  await ben.untilIn(mine.id, 'to-dispatch')
  await ana.untilIn(other.id, 'to-dispatch')

  anasLine.setOpen(true)
  await ana.untilLive()
  await ben.untilIn(mine.id, 'assigned')
  await ana.untilIn(other.id, 'intake')
  expect(await readColumns(ana)).toEqual(await readColumns(ben))
})

it('a change that somebody else has made impossible meanwhile goes back with a sentence', async () => {
  screens.expectTrouble(failedConnection)
  const [{ id }] = town.tickets
  const [hers, his] = town.able

  anasLine.setOpen(false)
  await ana.badge.filter({ hasText: '截至' }).waitFor()
  await Promise.all([ana.openEngineers(), ben.openEngineers()])
  await ana.drag(ana.card(id), ana.engineer(hers.id), `派给 ${hers.name}`)
  await ana.untilHeldBy(id, hers.name)
  await ben.drag(ben.card(id), ben.engineer(his.id), `派给 ${his.name}`)
  await ben.untilHeldBy(id, his.name)

  anasLine.setOpen(true)
  await ana.untilLive()
  await ana.untilHeldBy(id, his.name)
  await ana.refusal.filter({ hasText: '王磊 刚改过' }).waitFor()
})

it('a server killed in the middle and started again loses nothing that was acknowledged', async () => {
  screens.expectTrouble(failedConnection)
  const [first, second] = town.tickets
  const [engineer] = town.able
  await ana.openEngineers()
  await ana.drag(ana.card(first.id), ana.engineer(engineer.id), `派给 ${engineer.name}`)
  await ana.toast.filter({ hasText: '已派给' }).waitFor()

  await server.kill()
  await Promise.all([ana, ben].map(({ badge }) => badge.filter({ hasText: '截至' }).waitFor()))
  await ben.drag(ben.card(second.id), ben.column('intake'), '移到「受理」')
  await ben.badge.filter({ hasText: '1 项改动待发送' }).waitFor()

  server = await startServerProcess(database.connection)
  for (const line of [anasLine, bensLine]) line.leadTo(server.url)
  await Promise.all([ana.untilLive(), ben.untilLive()])
  await Promise.all([ana, ben].map((board) => board.untilHeldBy(first.id, engineer.name)))
  await ana.untilIn(second.id, 'intake')
  expect(await readColumns(ana)).toEqual(await readColumns(ben))
})

/** Every card on the screen, by its column. Where the list of engineers is open there is room for fewer empty ones. */
const readColumns = ({ page }: BoardPage) =>
  page.locator('section[data-drop-stage]').evaluateAll((columns) =>
    columns
      .map((column) => ({
        stage: column.getAttribute('data-drop-stage'),
        cards: [...column.querySelectorAll('[data-ticket-id]')].map((card) =>
          card.getAttribute('data-ticket-id'),
        ),
      }))
      .filter(({ cards }) => cards.length > 0),
  )
