import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findAxeProblems } from '#tests/support/axe.ts'
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

const come = async (
  role: 'admin' | 'dispatcher',
  options: { viewport?: { width: number; height: number } } = {},
) => {
  const { url, database } = server
  const { cookie } = await signIn(database, { role, boardIds: [], name: '林薇' })
  return screens.open({ url, cookie, ...options })
}
const weightOf = (page: Page, objective: string) => page.getByRole('textbox', { name: `${objective}的权重` })
const untilSaved = (page: Page) => page.getByRole('status').getByText('已保存').waitFor()

it('a weight is changed, the preview follows, the draft is published and put in force, and an older version again', async () => {
  const { url, database } = server
  const { boardId } = town
  const page = await come('admin')
  await page.goto(`${url}/boards`)
  await page.getByRole('link', { name: '评分策略' }).click()
  await page.getByRole('link', { name: '标准' }).click()
  await page.getByRole('radio', { name: '有变化 0' }).waitFor()

  // Whoever is listed first gets everything once the way counts for nothing.
  await weightOf(page, '路程').fill('nonsense')
  await page.getByRole('alert').getByText('路程的权重应在 0 到 100 之间。').waitFor()
  await weightOf(page, '路程').fill('0')
  await page.getByRole('radio', { name: '有变化 2' }).waitFor()
  await page.getByText(/首选变为周敏/).waitFor()
  await untilSaved(page)
  await page.reload()
  expect(await weightOf(page, '路程').inputValue()).toBe('0')

  await page.getByRole('button', { name: '启用为 v3' }).click()
  await page.getByLabel('改了什么').fill('不看路程')
  await page.getByRole('button', { name: '发布并启用于 1 个调度台' }).click()
  await page.getByText('v3，没有改动').waitFor()
  await page.getByRole('radio', { name: '有变化 0' }).waitFor()
  await page.getByText('不看路程').waitFor()

  await page.getByRole('button', { name: 'v1 的操作' }).click()
  await page.getByRole('menuitem', { name: '启用到「小镇」…' }).click()
  await page.getByRole('button', { name: '启用', exact: true }).click()
  await page.getByText('林薇 在「小镇」启用 v1').waitFor()
  const inForce = await database.kysely
    .selectFrom('board_dispatch')
    .select(['policy_number', 'mode'])
    .where('board_id', '=', boardId)
    .executeTakeFirstOrThrow()
  expect(inForce).toEqual({ policy_number: 1, mode: 'off' })
})

it('a curve is drawn by keys and by hand, and a copy is made for it', async () => {
  const page = await come('admin')
  await page.goto(`${server.url}/settings/policies`)
  await page.getByRole('button', { name: '新建策略' }).click()
  await page.getByLabel('名称').fill('夜班')
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.getByRole('heading', { name: '夜班' }).waitFor()

  const point = page.getByRole('slider', { name: '第 2 个点' })
  const says = () => point.getAttribute('aria-valuetext')
  const before = await says()
  await point.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  await expect.poll(says).not.toBe(before)
  const byKeys = await says()

  const box = await point.locator('circle').last().boundingBox()
  if (!box) throw new Error('the point has no place')
  await page.mouse.move(box.x + 5, box.y + 5)
  await page.mouse.down()
  await page.mouse.move(box.x + 60, box.y + 20, { steps: 4 })
  await page.mouse.up()
  await expect.poll(says).not.toBe(byKeys)

  await page.getByRole('button', { name: '加点' }).click()
  const points = page.getByRole('slider', { name: /第 \d 个点/ })
  await expect.poll(() => points.count()).toBe(4)
  await points.first().focus()
  await page.keyboard.press('Delete')
  await expect.poll(() => points.count()).toBe(3)
  await untilSaved(page)
})

it('axe finds nothing serious on it, by day and by night, at a desk and on a phone', async () => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await come('admin', { viewport })
    await page.goto(`${server.url}/settings/policies`)
    await page.getByRole('link', { name: '标准' }).waitFor()
    expect(await findAxeProblems(page)).toEqual([])
    await page.getByRole('link', { name: '标准' }).click()
    await page.getByText('首选改变').waitFor()
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
      expect({ theme, problems: await findAxeProblems(page) }).toEqual({ theme, problems: [] })
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
  }
})

it('is closed to everybody but administrators, by name', async () => {
  const page = await come('dispatcher')
  screens.expectTrouble(/status of 403/)
  await page.goto(`${server.url}/settings/policies`)
  await page.getByRole('heading', { name: '你没有查看这里的权限' }).waitFor()
})
