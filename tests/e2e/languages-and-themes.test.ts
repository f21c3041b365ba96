import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoardId, seedDemoCity } from '#db/seed/demo-city.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import { boardOn } from '#tests/support/board-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer
let cookie: string

/** The demo city at a moment: the board that most people see first, but without its life. */
beforeAll(async () => {
  server = await startTestServer({ pages: true })
  const { database } = server
  await seedDemoCity({
    database,
    runCommandAt: (at) =>
      createRunCommand({ sql: database.sql, now: () => at, onCommitted: () => undefined }),
    now: Date.now(),
  })
  ;({ cookie } = await signIn(database, { role: 'admin', boardIds: [demoBoardId], name: '孙悦' }))
})
afterAll(() => server.close())

const looks = [
  { locale: 'zh-CN', theme: 'light', create: '新建工单', heat: '时效热力' },
  { locale: 'en', theme: 'dark', create: 'New ticket', heat: 'SLA heat' },
] as const

it.each(looks)('every screen speaks $locale, and axe finds nothing serious in $theme', async (look) => {
  const { url } = server
  const { locale, theme } = look
  const stranger = await screens.open({ url, locale, theme })
  await stranger.goto(`${url}/login`)
  await expectGoodPage(stranger, look)

  const page = await screens.open({ url, cookie, locale, theme })
  await page.goto(`${url}/boards`)
  await page.getByRole('link', { name: '上海家电维修' }).first().waitFor()
  await expectGoodPage(page, look)

  await page.goto(`${url}/boards/${demoBoardId}`)
  const board = boardOn(page)
  await board.untilLive()
  await page.getByRole('button', { name: look.heat }).click()
  await expectGoodPage(page, look)

  await page.locator('[data-ticket-id]').first().click()
  await board.drawer.getByRole('listitem').first().waitFor()
  await expectGoodPage(page, look)
  await page.keyboard.press('Escape')

  await page.locator('[data-ticket-id]').first().click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  await expectGoodPage(page, look)
  await page.keyboard.press('Escape')

  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await expectGoodPage(page, look)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: look.create }).click()
  await page.getByRole('form').waitFor()
  await expectGoodPage(page, look)

  await page.goto(`${url}/boards/${demoBoardId}/import`)
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' })
  await expectGoodPage(page, look)
})

async function expectGoodPage(page: Page, { locale, theme }: (typeof looks)[number]) {
  expect(await page.locator('html').getAttribute('lang')).toBe(locale)
  expect(await page.locator('html').getAttribute('data-theme')).toBe(theme)
  expect(await findBareKeys(page)).toEqual([])
  expect(await findAxeProblems(page)).toEqual([])
}

/** What looks like `board.live.stale`, said or shown. */
async function findBareKeys(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => [
    document.body.innerText,
    ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    ),
  ])
  return texts.flatMap((text) => text.match(/(?<![\w.@/-])[a-z][a-zA-Z-]+([.:][a-zA-Z-]{2,})+/g) ?? [])
}
