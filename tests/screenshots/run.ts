import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Page } from 'playwright-core'
import { loadBuiltPages } from '#server/http/pages.ts'
import { nothingOutside } from '#server/outboxes.ts'
import { startPaidan } from '#server/paidan.ts'
import { prepare, root } from '#server/prepare.mjs'
import { launchChromium } from '#tests/support/chromium.ts'

/** Takes the README's pictures from the running product: a fresh demo city, a real browser. */
type Picture = {
  name: string
  locale: 'zh-CN' | 'en'
  theme: 'light' | 'dark'
  /** A person of the demo. */
  person: string
  pose?: (page: Page) => Promise<void>
}

const desk = { person: '孙悦' }
const viewport = { width: 1440, height: 900 }
const light = { locale: 'zh-CN', theme: 'light' } as const

const pictures: readonly Picture[] = [
  { name: 'board-zh-light', ...light, ...desk },
  { name: 'board-zh-dark', ...desk, locale: 'zh-CN', theme: 'dark' },
  { name: 'drawer-en-light', ...desk, locale: 'en', theme: 'light', pose: openFirstTicket },
  { name: 'heat-zh-light', ...light, ...desk, pose: showHeat },
  { name: 'flow-zh-light', ...light, person: '林薇', pose: openFlow },
]

async function openFirstTicket(page: Page) {
  await page.locator('[data-drop-stage="to-dispatch"] [data-ticket-id]').first().click()
  // The history comes last.
  await page
    .locator('.drawer')
    .getByText(/建单|created the ticket/)
    .waitFor()
}

async function showHeat(page: Page) {
  await page.getByRole('button', { name: /热力|heat/i }).click()
}

async function openFlow(page: Page) {
  await page.getByRole('link', { name: '流程' }).click()
  await page.getByRole('link', { name: '家电维修', exact: true }).click()
  await page.getByText('已保存').waitFor()
  await page.locator('.react-flow__node').filter({ hasText: '上门检修' }).click()
  await page.getByRole('heading', { name: '上门检修' }).waitFor()
}

/** A map of nothing but water is a small picture; one with land, names and markers is not. */
async function untilMapIsDrawn(page: Page) {
  const emptyMapBytes = 40_000
  while ((await page.locator('.map-pane').screenshot()).length < emptyMapBytes);
}

const folder = import.meta.dirname
prepare({ forTests: true })
const dataRoot = await mkdtemp(join(tmpdir(), 'paidan-pictures-'))
const paidan = await startPaidan({
  settings: {
    port: 0,
    host: '127.0.0.1',
    database: { kind: 'embedded', dataRoot },
    redisUrl: undefined,
    demo: true,
    publicOrigin: undefined,
    mapStyleUrl: undefined,
    travel: { engine: null, budgetMs: 150 },
    outbound: nothingOutside,
    logLevel: 'warn',
  },
  pages: await loadBuiltPages(join(root, 'build')),
  log: pino({ level: 'warn' }),
})
const browser = await launchChromium()
try {
  for (const { name, locale, theme, person, pose } of pictures) {
    const context = await browser.newContext({ viewport, locale, colorScheme: theme })
    await context.addCookies([
      { name: 'locale', value: locale, url: paidan.url },
      { name: 'theme', value: theme, url: paidan.url },
    ])
    const page = await context.newPage()
    await page.goto(`${paidan.url}/login`)
    await page.getByRole('button', { name: person }).click()
    await page
      .getByRole('link', { name: /上海家电维修/ })
      .first()
      .click()
    await page.locator('.live.live').waitFor()
    await page.locator('[data-ticket-id]').first().waitFor()
    await page.locator('.map-buttons').waitFor()
    await pose?.(page)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('networkidle')
    if (await page.locator('.map-pane').isVisible()) await untilMapIsDrawn(page)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    console.log(`${name}.png`)
    await context.close()
  }
} finally {
  await browser.close()
  await paidan.close()
  await rm(dataRoot, { recursive: true, force: true })
}
