import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
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

/** Ana chooses on the switch; Ben's screen says it too. */
async function switchTo(choice: string | RegExp, says: string) {
  await ana.page.getByRole('button', { name: '由谁派单' }).click()
  await ana.page.getByRole('menuitemcheckbox', { name: choice }).click()
  await ben.page.getByRole('button', { name: `由谁派单: ${says}` }).waitFor()
}

const markOn = (board: BoardPage, ticketId: string) => board.card(ticketId).locator('.suggested-mark')

it('[W8] Y gives the ticket under the focus to the one whom its card shows', async () => {
  const [{ id }] = town.tickets
  const [nearest] = town.able
  expect(await markOn(ana, id).count()).toBe(0)
  await switchTo('半自动', '半自动派单')
  await markOn(ana, id).filter({ hasText: nearest.name }).waitFor()
  await markOn(ben, id).filter({ hasText: '按 Y 采纳' }).waitFor()
  await ana.card(id).focus()
  await ana.page.keyboard.press('y')
  await ben.untilHeldBy(id, nearest.name)
  await markOn(ana, id).waitFor({ state: 'detached' })
  await ana.toast.getByText('撤销').waitFor()
})

it('where the engine only suggests, Y does nothing and the menu can', async () => {
  const [{ id }, other] = town.tickets
  const [nearest] = town.able
  await switchTo('建议：', '建议派单')
  await markOn(ana, id).filter({ hasText: nearest.name }).waitFor()
  await ana.card(id).focus()
  await ana.page.keyboard.press('y')
  await ana.card(other.id).click({ button: 'right' })
  const entry = ana.page.getByRole('menuitem', { name: '采纳建议' })
  await entry.click()
  await markOn(ben, other.id).waitFor({ state: 'detached' })
  await ben.untilIn(id, 'to-dispatch')
})

it('where the engine assigns, what people took back stays with them and says so', async () => {
  const [{ id }] = town.tickets
  await switchTo(/^自动：/, '自动派单')
  await ben.untilIn(id, 'assigned')
  await ana.card(id).click()
  await ana.page.keyboard.press('u')
  await ben.untilIn(id, 'to-dispatch')
  await markOn(ben, id).filter({ hasText: '有人撤回过' }).waitFor()
  await ana.drawer.getByText('没有自动派出：有人撤回过，由人来派。').waitFor()
})
