import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openBoard, type BoardPage } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn } from '#tests/support/sign-in.ts'
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

it('while a ticket is dragged every engineer who may have it shows a score, and the card its parts', async () => {
  const [{ id }] = town.tickets
  const [nearest] = town.able
  await ana.openEngineers()
  const scored = ana.page.locator('.engineer-row .target-figures')
  expect(await scored.count()).toBe(0)
  const letGo = await ana.carry(ana.card(id), ana.engineer(nearest.id), `派给 ${nearest.name}`)
  await expect
    .poll(() => scored.allTextContents())
    .toEqual(town.able.map(() => expect.stringMatching(/^\d+\.\d\d+ 分$/) as string))
  const parts = ana.page.locator('.drag-card .score-sum-card dd')
  await parts.first().waitFor()
  const points = (await parts.allTextContents()).map(Number)
  const total = points.pop()
  expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total ?? NaN, 6)
  await letGo()
  await ben.untilHeldBy(id, nearest.name)
})

it('while an engineer is dragged every waiting ticket shows what the engineer would score there', async () => {
  const [{ id }] = town.tickets
  const [nearest] = town.able
  const { page } = ana
  await ana.openEngineers()
  const marks = page.locator('.card .held-engineer-mark')
  expect(await marks.count()).toBe(0)
  const letGo = await ana.carry(ana.engineer(nearest.id), ana.card(id), `派给 ${nearest.name}`)
  await expect
    .poll(() => marks.allTextContents())
    .toEqual(town.tickets.map(() => expect.stringMatching(/^\d+\.\d \d+ 分$/) as string))
  const total = page.locator('.drag-card .score-sum-total dd')
  const [points = ''] = (await ana.card(id).locator('.held-engineer-mark').textContent())?.split(' ') ?? []
  await expect.poll(() => total.textContent()).toBe(points)
  await letGo()
  await ben.untilHeldBy(id, nearest.name)
  expect(await marks.count()).toBe(0)
})

it('while an engineer is dragged who can take none of them, every ticket names the rule', async () => {
  const [{ id }] = town.tickets
  await ana.openEngineers()
  await ana.carry(ana.engineer(town.unable.id), ana.card(id), 'air-conditioning')
  await expect
    .poll(() => ana.page.locator('.card .held-engineer-mark').allTextContents())
    .toEqual(town.tickets.map(() => '没有air-conditioning技能'))
  await ana.page.keyboard.press('Escape')
  await ana.page.mouse.up()
})

it('the menu of a ticket names the best and gives it to the best', async () => {
  const [{ id }] = town.tickets
  const [nearest] = town.able
  await ana.card(id).click({ button: 'right' })
  const entry = ana.page.getByRole('menuitem', { name: '派给最合适的' }).filter({ hasText: nearest.name })
  await entry.waitFor()
  expect(await entry.textContent()).toMatch(new RegExp(`${nearest.name} \\d+\\.\\d$`))
  await entry.click()
  await ben.untilHeldBy(id, nearest.name)
})

it('A gives the ticket of the drawer to the first of the list, which says by what it leads, and so it is kept', async () => {
  const [{ id }] = town.tickets
  const [nearest, other] = town.able
  await ana.card(id).click()
  const rows = ana.drawer.locator('.recommended')
  await rows.filter({ hasText: nearest.name }).waitFor()
  expect(await rows.first().textContent()).toContain(nearest.name)
  await ana.drawer.getByText(`${nearest.name} 比 ${other.name} 高`).waitFor()
  await ana.drawer.getByText('没有air-conditioning技能').waitFor()
  await ana.page.keyboard.press('a')
  await ben.untilHeldBy(id, nearest.name)
  await ana.toast.filter({ hasText: nearest.name }).waitFor()
  await ana.drawer.getByText(new RegExp(`^引擎建议 ${nearest.name} \\d+\\.\\d · 已采纳$`)).waitFor()
})

it('the second of the list says why it is not the first, and may be chosen all the same: both are kept', async () => {
  const [{ id }] = town.tickets
  const [nearest, other] = town.able
  const { cookie } = await signIn(server.database, {
    role: 'dispatcher',
    boardIds: [town.boardId],
    name: 'Cleo',
  })
  const { boardId } = town
  const cleo = await openBoard(screens, { url: server.url, cookie, boardId, locale: 'en', cardsOnly: true })
  await cleo.card(id).click()
  const second = cleo.drawer.locator('.recommended').filter({ hasText: other.name })
  await second.hover()
  await cleo.drawer.getByText(`${nearest.name} leads ${other.name} by`).waitFor()
  await cleo.drawer.getByRole('button', { name: 'Somebody else? Say why' }).click()
  await cleo.page.keyboard.insertText('knows the house')
  await second.getByRole('button', { name: 'Assign' }).click()
  await ben.untilHeldBy(id, other.name)
  await cleo.drawer.getByText('Reason: knows the house').waitFor()
  const advised = cleo.drawer.getByText(/number 2 was chosen$/)
  await advised.click()
  await cleo.drawer.locator('.decision-scores').getByText('Total').first().waitFor()
})
