import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fitMap } from '#tests/support/map-point.ts'
import { createScreens } from '#tests/support/screens.ts'
import { placesOf } from '#tests/support/small-town.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { openTown } from '#tests/support/town-screens.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

it('a ticket whose place was picked on the map appears on the other screen', async () => {
  const { town, ana, ben } = await openTown(screens, { ...server, anaHasMap: true })
  const map = await fitMap(ana.page, '缩放到所选', placesOf(town))

  await ana.page.getByRole('button', { name: '新建工单' }).click()
  const form = ana.page.getByRole('form', { name: '新建工单' })
  await form.getByLabel('什么问题').fill('冰箱不制冷')
  await form.getByRole('button', { name: '建单' }).click()
  await form.getByText('请在地图上选点，或输入坐标。').waitFor()

  await form.getByRole('button', { name: '在地图上选点' }).click()
  const picked = { lng: 121.45, lat: 31.25 }
  const { x, y } = map.marker(picked)
  await untilPicking(ana.page)
  await ana.page.mouse.click(x, y)
  await form.getByText('121.4').waitFor()
  await form.getByRole('radio', { name: 'P1 紧急' }).click()
  await form.getByRole('button', { name: '建单' }).click()

  const onBensScreen = ben.column('to-dispatch').getByText('冰箱不制冷')
  await onBensScreen.waitFor()
  const [made] = await server.database.kysely
    .selectFrom('ticket')
    .select(['lng', 'lat', 'priority'])
    .where('title', '=', '冰箱不制冷')
    .execute()
  expect(made).toMatchObject({ priority: 1 })
  expect(made?.lng).toBeCloseTo(picked.lng, 2)
  expect(made?.lat).toBeCloseTo(picked.lat, 2)
})

it('a ticket gets another place by a click on the map, and keeps everything else', async () => {
  const { database } = server
  const { town, ana } = await openTown(screens, { ...server, anaHasMap: true })
  const [{ id, title }] = town.tickets
  const { page, card, drawer } = ana
  await card(id).click()
  await drawer.getByRole('button', { name: '修改' }).click()
  const form = drawer.getByRole('form')
  await page.locator('canvas.maplibregl-canvas').waitFor()
  await form.getByRole('button', { name: '在地图上选点' }).click()
  await form.getByText('在地图上点一下').waitFor()
  // Beside the cards and beside the drawer.
  const beside = { x: 860, y: 480 }
  await untilPicking(page)
  await page.mouse.click(beside.x, beside.y)
  await form.getByText('在地图上点一下').waitFor({ state: 'detached' })
  const shown = await form.locator('output').textContent()
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })

  const [moved] = await database.kysely
    .selectFrom('ticket')
    .select(['lng', 'lat', 'title', 'version'])
    .where('id', '=', id)
    .execute()
  expect(moved).toMatchObject({ title, version: 2 })
  expect(shown).toContain(`${moved?.lng.toFixed(5)}, ${moved?.lat.toFixed(5)}`)
})

/** The pointer says when the map is ready for a click. */
const untilPicking = async (page: Page): Promise<void> => {
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('canvas.maplibregl-canvas')?.style.cursor === 'crosshair',
  )
}
