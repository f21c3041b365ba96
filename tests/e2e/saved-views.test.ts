import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBoard } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { buildSmallTown } from '#tests/support/small-town.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

it('a view is named, found again after a reload, renamed and deleted by keys; a chip tells what it hides', async () => {
  const { database, url } = server
  const { boardId, tickets } = await buildSmallTown(database)
  const [urgent, other] = tickets
  const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [boardId], name: '孙悦' })
  const board = await openBoard(screens, { url, cookie, boardId, cardsOnly: true })
  const { page } = board
  const views = page.getByRole('dialog', { name: '我的视图' })

  await page.goto(`${url}/boards/${boardId}?priority=1`)
  await board.untilLive()
  await board.card(urgent.id).waitFor()
  expect(await board.card(other.id).count()).toBe(0)

  await page.keyboard.press('v')
  await views.getByLabel('给现在的视图起个名字').focus()
  await page.keyboard.insertText('急单')
  await page.keyboard.press('Enter')
  await views.getByRole('button', { name: '急单', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await views.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '另有 2 单被筛掉' }).click()
  await board.card(other.id).waitFor()

  await page.reload()
  await board.untilLive()
  await page.keyboard.press('v')
  await views.getByRole('button', { name: '急单', exact: true }).focus()
  await page.keyboard.press('Enter')
  await board.card(other.id).waitFor({ state: 'detached' })
  expect(new URL(page.url()).search).toBe('?priority=1')

  await page.keyboard.press('v')
  await views.getByRole('button', { name: '给「急单」改名' }).press('Enter')
  await views.getByLabel('给「急单」改名').fill('P1')
  await page.keyboard.press('Enter')
  await views.getByRole('button', { name: '删除「P1」' }).press('Enter')
  await views.getByText('给现在看到的起个名字').waitFor()
})
