import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { findEventsAfter } from '#db/board-log.ts'
import type { BoardPage } from '#tests/support/board-page.ts'
import { fitMap, type FittedMap } from '#tests/support/map-point.ts'
import { createScreens } from '#tests/support/screens.ts'
import { placesOf, type SmallTown } from '#tests/support/small-town.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { openTown } from '#tests/support/town-screens.ts'

const screens = createScreens()
let server: TestServer
let town: SmallTown
let ana: BoardPage
let ben: BoardPage
let map: FittedMap

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

beforeEach(async () => {
  ;({ town, ana, ben } = await openTown(screens, { ...server, anaHasMap: true }))
  map = await fitMap(ana.page, '缩放到所选', placesOf(town))
})

it('a card dropped on a marker of the canvas is assigned, on both screens', async () => {
  const [{ id }] = town.tickets
  const [, engineer] = town.able
  await ana.drag(ana.card(id), map.marker(engineer.home), `派给 ${engineer.name}`)
  await Promise.all([ana, ben].map((board) => board.untilIn(id, 'assigned')))
  await ben.untilHeldBy(id, engineer.name)
})

it('a pin dropped on a marker is assigned', async () => {
  const [, { id, place }] = town.tickets
  const [engineer] = town.able
  await ana.drag(map.pin(place), map.marker(engineer.home), `派给 ${engineer.name}`)
  await ben.untilHeldBy(id, engineer.name)
})

it('a marker dropped on a pin gets the ticket', async () => {
  const [, , { id, place }] = town.tickets
  const [engineer] = town.able
  await ana.drag(map.marker(engineer.home), map.pin(place), `派给 ${engineer.name}`)
  await ben.untilHeldBy(id, engineer.name)
})

it('a pin dropped on a column of the kanban is moved', async () => {
  const [{ id, place }] = town.tickets
  await ana.drag(map.pin(place), ana.column('on-site'), '流程不允许')
  await ana.refusal.filter({ hasText: '流程不允许' }).waitFor()
  await ana.drag(map.pin(place), ana.column('assigned'), '松手后选择工程师')
  await ana.page.getByRole('option', { name: town.able[0].name }).click()
  await ben.untilHeldBy(id, town.able[0].name)
})

it('a marker that cannot take it says why, and nothing changes', async () => {
  const [{ id, place }] = town.tickets
  const { name, home } = town.unable
  await ana.drag(map.pin(place), map.marker(home), `${name} 不能接`)
  await ana.refusal.filter({ hasText: '他没有这项技能' }).waitFor()
  await ben.untilIn(id, 'to-dispatch')
  const events = await findEventsAfter(server.database.sql, town.boardId, 0, 1000)
  expect(events).toHaveLength(town.tickets.length)
})

it('a ticket found on the map is lit on the board, and the other way round', async () => {
  const [{ id, place }] = town.tickets
  await ana.untilDrawnAt(map.pin(place))
  await ana.page.locator(`.card.lit[data-ticket-id="${id}"]`).waitFor()
  await ana.page.mouse.click(map.pin(place).x, map.pin(place).y)
  await ana.page.locator(`.card.selected[data-ticket-id="${id}"]`).waitFor()
})
