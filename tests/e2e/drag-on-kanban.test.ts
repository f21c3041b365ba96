import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { findEventsAfter } from '#db/board-log.ts'
import type { BoardPage } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import type { SmallTown } from '#tests/support/small-town.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { openTown } from '#tests/support/town-screens.ts'

const screens = createScreens()
let server: TestServer
let town: SmallTown
let ana: BoardPage
let ben: BoardPage

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

beforeEach(async () => {
  ;({ town, ana, ben } = await openTown(screens, server))
})

it('a card dropped on an engineer of the list is assigned, on both screens', async () => {
  const [{ id }] = town.tickets
  const [engineer] = town.able
  await ana.openEngineers()
  await ana.drag(ana.card(id), ana.engineer(engineer.id), `派给 ${engineer.name}`)
  await Promise.all([ana, ben].map((board) => board.untilIn(id, 'assigned')))
  await ben.untilHeldBy(id, engineer.name)
})

it('an engineer dropped on a card gets the ticket', async () => {
  const [{ id }] = town.tickets
  const [engineer] = town.able
  await ana.openEngineers()
  await ana.drag(ana.engineer(engineer.id), ana.card(id), `派给 ${engineer.name}`)
  await ben.untilHeldBy(id, engineer.name)
})

it('an engineer who cannot take it says why, and nothing changes', async () => {
  const [{ id }] = town.tickets
  await ana.openEngineers()
  await ana.drag(ana.card(id), ana.engineer(town.unable.id), `${town.unable.name} 不能接`)
  await ana.refusal.filter({ hasText: '他没有这项技能' }).waitFor()
  await Promise.all([ana, ben].map((board) => board.untilIn(id, 'to-dispatch')))
  expect(await countEvents()).toBe(town.tickets.length)
})

it('a card goes to another column, and back by Z', async () => {
  const [{ id }] = town.tickets
  await ana.drag(ana.card(id), ana.column('intake'), '移到「受理」')
  await ben.untilIn(id, 'intake')
  await ana.toast.waitFor()
  await ana.page.keyboard.press('z')
  await Promise.all([ana, ben].map((board) => board.untilIn(id, 'to-dispatch')))
})

it('an assignment is taken back by the button of its toast', async () => {
  const [{ id }] = town.tickets
  const [engineer] = town.able
  await ana.openEngineers()
  await ana.drag(ana.card(id), ana.engineer(engineer.id), `派给 ${engineer.name}`)
  await ben.untilIn(id, 'assigned')
  await ana.toast.getByRole('button', { name: '撤销' }).click()
  await Promise.all([ana, ben].map((board) => board.untilIn(id, 'to-dispatch')))
})

it('where the flow has no way, the card goes back and says so', async () => {
  const [{ id }] = town.tickets
  await ana.drag(ana.card(id), ana.column('on-site'), '流程不允许')
  await ana.refusal.filter({ hasText: '流程不允许' }).waitFor()
  await ana.untilIn(id, 'to-dispatch')
  expect(await countEvents()).toBe(town.tickets.length)
})

it('a column that needs an engineer asks for one', async () => {
  const [{ id }] = town.tickets
  const [, engineer] = town.able
  await ana.drag(ana.card(id), ana.column('assigned'), '松手后选择工程师')
  await ana.page.getByRole('option', { name: engineer.name }).click()
  await ben.untilHeldBy(id, engineer.name)
})

const countEvents = async () => (await findEventsAfter(server.database.sql, town.boardId, 0, 1000)).length
