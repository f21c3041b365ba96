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
  ;({ town, ana, ben } = await openTown(screens, { ...server, anaHasMap: true }))
})

const panelOf = ({ page }: BoardPage) => page.getByRole('dialog', { name: '派单方案' })
const rowOf = (on: BoardPage, ticketId: string) => panelOf(on).locator(`[data-plan-ticket="${ticketId}"]`)

async function planAll(on: BoardPage) {
  await on.page.getByRole('button', { name: /^由谁派单/ }).click()
  await on.page.getByRole('menuitem', { name: /待派的 \d+ 单/ }).click()
  await panelOf(on).locator('.plan-row').first().waitFor()
}

it('a plan is looked through, part of it is carried out, and the rest stays; the other screen sees what was done', async () => {
  const [first, second, third] = town.tickets
  await planAll(ana)
  const panel = panelOf(ana)
  expect(await panel.locator('.plan-row').count()).toBe(3)
  await panel.getByRole('table', { name: '勾选部分与先到先派相比' }).waitFor()
  await rowOf(ana, second.id).getByRole('checkbox').uncheck()
  await panel.getByRole('button', { name: '派出 2 单' }).click()
  await ben.untilIn(first.id, 'assigned')
  await ben.untilIn(third.id, 'assigned')
  await ben.untilIn(second.id, 'to-dispatch')
  await ana.toast.filter({ hasText: '2 单 已按方案派出' }).waitFor()
  expect(await panel.locator('.plan-row').count()).toBe(1)
  await rowOf(ana, second.id).waitFor()

  await panel.getByRole('button', { name: '放弃' }).click()
  await panel.waitFor({ state: 'detached' })
  await ana.page.keyboard.press('z')
  await ben.untilIn(first.id, 'to-dispatch')
  await ben.untilIn(third.id, 'to-dispatch')
})

it('what somebody else takes from under the plan is marked, unticked and left out', async () => {
  const [first] = town.tickets
  const [, farther] = town.able
  await planAll(ana)
  await ben.openEngineers()
  await ben.drag(ben.card(first.id), ben.engineer(farther.id), `派给 ${farther.name}`)
  const row = rowOf(ana, first.id)
  await row.getByText(`已派给 ${farther.name}`).waitFor()
  expect(await row.getByRole('checkbox').isDisabled()).toBe(true)
  expect(await row.getByRole('checkbox').isChecked()).toBe(false)
  await panelOf(ana).getByRole('button', { name: '派出 2 单' }).click()
  for (const { id } of town.tickets) await ben.untilIn(id, 'assigned')
  await ben.untilHeldBy(first.id, farther.name)
  await row.waitFor()
})

it('by keys alone: chosen tickets are planned, arrows and space choose, Enter carries out, Esc closes', async () => {
  const [first, second, third] = town.tickets
  const { page } = ana
  await ana.card(first.id).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('toolbar').getByText('2 单已选').waitFor()
  await page.getByRole('button', { name: '派给最合适的…' }).focus()
  await page.keyboard.press('Enter')
  const panel = panelOf(ana)
  await panel.locator('.plan-row').first().waitFor()
  expect(await rowOf(ana, third.id).count()).toBe(0)
  await rowOf(ana, first.id).getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await panel.getByRole('button', { name: '派出 1 单' }).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await ben.untilIn(second.id, 'assigned')
  await ben.untilIn(first.id, 'to-dispatch')
  await rowOf(ana, first.id).getByRole('checkbox').focus()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
})
