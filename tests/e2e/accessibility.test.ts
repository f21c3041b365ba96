import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findAxeProblems } from '#tests/support/axe.ts'
import { openBoard } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { buildSmallTown, type SmallTown } from '#tests/support/small-town.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer
let town: SmallTown

beforeAll(async () => {
  server = await startTestServer({ pages: true })
  town = await buildSmallTown(server.database)
})
afterAll(() => server.close())

/** The same page by day and by night: changing the theme is what the page itself does when the system changes. */
async function expectAccessible(page: Page) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
    expect({ theme, problems: await findAxeProblems(page) }).toEqual({ theme, problems: [] })
  }
}

const comeAs = async (role: 'admin' | 'dispatcher', boardIds: readonly string[]) =>
  (await signIn(server.database, { role, boardIds: [...boardIds], name: '孙悦' })).cookie

it('axe finds nothing serious before anybody has signed in', async () => {
  const { url, setupUrl } = server
  const page = await screens.open({ url, locale: 'en' })
  await page.goto(setupUrl ?? '')
  await page.getByRole('button', { name: 'Create and sign in' }).waitFor()
  await expectAccessible(page)
  await page.goto(`${url}/login`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').first().waitFor()
  await expectAccessible(page)
})

it('axe finds nothing serious on the pages around the board, empty ones and refusals included', async () => {
  const { url } = server
  const { boardId } = town
  const page = await screens.open({ url, cookie: await comeAs('admin', []) })
  await page.goto(`${url}/boards`)
  await page.getByRole('link', { name: '小镇' }).first().waitFor()
  await expectAccessible(page)
  await page.goto(`${url}/boards/${boardId}/import`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(new URL('../fixtures/import-tickets.csv', import.meta.url).pathname)
  await page.getByRole('table').waitFor()
  await expectAccessible(page)

  const stranger = await screens.open({ url, cookie: await comeAs('dispatcher', []) })
  await stranger.goto(`${url}/boards`)
  await stranger.getByRole('heading', { level: 2 }).waitFor()
  await expectAccessible(stranger)
  screens.expectTrouble(/status of 40[34]/)
  for (const path of ['/no/such/page', `/boards/${boardId}`]) {
    await stranger.goto(`${url}${path}`)
    await stranger.getByRole('heading').first().waitFor()
    await expectAccessible(stranger)
  }
})

it('axe finds nothing serious on the board, its drawer, forms and lists', async () => {
  const { boardId, tickets } = town
  const cookie = await comeAs('dispatcher', [boardId])
  const board = await openBoard(screens, { url: server.url, cookie, boardId, cardsOnly: true })
  const { page } = board
  await board.card(tickets[0].id).click()
  await board.drawer.getByRole('listitem').first().waitFor()
  await expectAccessible(page)
  await board.drawer.getByRole('button', { name: '修改' }).click()
  await board.drawer.getByRole('form').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await board.drawer.waitFor({ state: 'detached' })

  const opened = [
    ['n', page.getByRole('form', { name: '新建工单' })],
    ['v', page.getByRole('dialog', { name: '我的视图' })],
    ['f', page.getByRole('dialog', { name: '筛选' })],
    ['/', page.getByRole('dialog', { name: '搜索和命令' })],
  ] as const
  for (const [key, thing] of opened) {
    await page.keyboard.press(key)
    await thing.waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await thing.waitFor({ state: 'detached' })
  }

  const dispatching = page.getByRole('button', { name: /^由谁派单/ })
  await dispatching.click()
  await page.getByRole('menu').waitFor()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: /待派的 \d+ 单/ }).click()
  await page.getByRole('dialog', { name: '派单方案' }).locator('.plan-row').first().waitFor()
  await expectAccessible(page)
})
