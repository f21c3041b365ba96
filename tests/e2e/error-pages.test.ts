import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { hashPassword } from '#server/auth/password.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { boardOn } from '#tests/support/board-page.ts'
import { copyTemplate, startScratchPostgres } from '#tests/support/scratch-postgres.ts'
import { createScreens, type ScreenOptions } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer
let boardId: string
let asDispatcher: ScreenOptions
let personId: string

beforeAll(async () => {
  server = await startTestServer({ pages: true })
  const { database, url } = server
  boardId = await insertTestBoard(database)
  const signedIn = await signIn(database, { role: 'dispatcher', boardIds: [boardId], name: '孙悦' })
  personId = signedIn.personId
  asDispatcher = { url, cookie: signedIn.cookie }
})
afterAll(() => server.close())

const expectErrorPage = async (page: Page, path: string, status: number, title: string) => {
  screens.expectTrouble(new RegExp(`status of ${status}`))
  const response = await page.goto(path)
  expect(response?.status()).toBe(status)
  await page.getByRole('heading', { name: title }).waitFor()
}

it.each([
  { locale: 'zh-CN', notFound: '没有这个页面', notAllowed: '你没有查看这里的权限', home: '回到调度台' },
  {
    locale: 'en',
    notFound: 'There is no such page',
    notAllowed: 'You may not see this page',
    home: 'Back to the boards',
  },
] as const)('unknown addresses and foreign boards are named in $locale', async (words) => {
  const { url } = server
  const page = await screens.open({ ...asDispatcher, locale: words.locale })
  await expectErrorPage(page, `${url}/no/such/page`, 404, words.notFound)
  await expectErrorPage(page, `${url}/boards/no-board`, 404, words.notFound)
  const foreign = await insertTestBoard(server.database)
  await expectErrorPage(page, `${url}/boards/${foreign}`, 403, words.notAllowed)
  await page.getByRole('link', { name: words.home, exact: true }).click()
  await page.waitForURL(`${url}/boards`)
})

it('an expired session leads to the sign-in page and back to where one was', async () => {
  const { database, url } = server
  await database.kysely
    .updateTable('person')
    .set({ login: 'sunyue', password_hash: await hashPassword('correct horse battery') })
    .where('id', '=', personId)
    .execute()
  await database.kysely.updateTable('login_session').set({ expires_at: Date.now() }).execute()
  const page = await screens.open(asDispatcher)
  const wanted = `${url}/boards/${boardId}?ticket=none`
  await page.goto(wanted)
  await page.getByLabel('登录名或邮箱').fill('sunyue')
  await page.getByLabel('密码', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('登录名或密码不对').waitFor()
  await page.getByLabel('密码', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL(wanted)
  await boardOn(page).untilLive()
})

it('a database that is away has a page of its own, which can be asked again', async () => {
  const postgres = await startScratchPostgres({ binaries: process.env['PAIDAN_TEST_POSTGRES'] })
  const database = await copyTemplate(postgres)
  const withoutDatabase = await startTestServer({ database, pages: true })
  try {
    const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [] })
    await postgres.stop()
    const page = await screens.open({ url: withoutDatabase.url, cookie })
    await expectErrorPage(page, `${withoutDatabase.url}/boards`, 503, '数据库暂时连不上')
    await page.getByRole('link', { name: '重试' }).click()
    await page.getByRole('heading', { name: '数据库暂时连不上' }).waitFor()
  } finally {
    await withoutDatabase.close()
    await database.close()
  }
})

const csv = (rows: readonly string[]) => ['单号,故障现象,经度,纬度,优先级', ...rows, ''].join('\n')

it('an import reports every bad row with its line and reason, and brings in the good ones', async () => {
  const page = await screens.open(await asDispatcherAgain())
  await page.goto(`${server.url}/boards/${boardId}/import`)
  const rows = ['T-1,热水器打不着火,121.45,31.27,高', 'T-2,空调漏水,121.5,95,低', 'T-3,,121.4,31.2,低']
  await importFile(page, csv(rows))
  await page.getByText('导入完成').waitFor()
  await page.getByRole('row', { name: /3 坐标不对/ }).waitFor()
  await page.getByRole('row', { name: /4 「标题」是空的/ }).waitFor()
  expect(await countTickets()).toBe(1)
})

it('a CSV that breaks off says from where, and keeps what came before', async () => {
  const page = await screens.open(await asDispatcherAgain())
  await page.goto(`${server.url}/boards/${boardId}/import`)
  const before = await countTickets()
  const good = Array.from({ length: 20 }, (_, index) => `T-1${index},油烟机异响,121.38,31.11,低`)
  await importFile(page, csv([...good, 'T-200,"没有配对的引号,121.38,31.11,低']))
  await page.getByText('从第 22 行起读不下去').first().waitFor()
  expect(await countTickets()).toBe(before + good.length)
})

const asDispatcherAgain = async (): Promise<ScreenOptions> => {
  const { cookie } = await signIn(server.database, { role: 'dispatcher', boardIds: [boardId] })
  return { url: server.url, cookie }
}

async function importFile(page: Page, text: string) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'tickets.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: '开始导入' }).click()
}

const countTickets = async () =>
  (await server.database.kysely.selectFrom('ticket').select('id').where('board_id', '=', boardId).execute())
    .length
