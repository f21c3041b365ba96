import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flowDraft } from '#contract/flow-document.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import { publishDraft } from '#tests/support/running-flow.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

const come = async (
  name: string,
  { role = 'admin', locale = 'zh-CN' }: { role?: 'admin' | 'supervisor'; locale?: 'zh-CN' | 'en' } = {},
) => {
  const { cookie } = await signIn(server.database, { role, boardIds: [], name })
  return screens.open({ url: server.url, cookie, locale })
}

/** A flow of three steps, published once. */
async function drawFlow(): Promise<string> {
  const [threeSteps] = starters
  if (!threeSteps) throw new Error('there is no starter')
  const { personId } = await signIn(server.database, { role: 'admin', boardIds: [], name: '林薇' })
  const admin = { kind: 'person', id: personId, name: '林薇', role: 'admin', boardIds: [] } as const
  const draft = flowDraft.parse({ ...threeSteps.graph, meta: { schema: 1, name: '三步' } })
  const made = await createFlow(server.database, admin, { id: randomUUID(), draft, now: Date.now() })
  if (!made.ok) throw new Error(made.rejection.name)
  await publishDraft(server.database, admin, made.flowId)
  return `${server.url}/flows/${made.flowId}`
}

const openFlow = async (page: Page, address: string) => {
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
}
const node = (page: Page, name: string) =>
  page.locator('.react-flow__node').filter({ has: page.locator('b', { hasText: new RegExp(`^${name}$`) }) })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const rename = async (page: Page, from: string, to: string) => {
  await node(page, from).click()
  await page.getByRole('textbox', { name: '中文' }).fill(to)
  await node(page, to).waitFor()
  await page.keyboard.press('Tab')
}
const untilSaved = (page: Page) => page.getByRole('status').getByText('已保存').waitFor()
const since = (page: Page, text: string) => page.locator('.fsince').getByText(text).waitFor()

it('two draw, one publishes part of it by author, the other learns of it live and finds the rest in the draft', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  await since(anna, 'v1 · 没有改动')
  expect(await button(anna, '发布').isDisabled()).toBe(true)

  await rename(anna, '受理', '接单')
  await node(ben, '派单').click()
  await ben.getByRole('button', { name: '通知' }).click()
  await node(ben, '通知').waitFor()
  await ben.keyboard.press('Escape')
  await untilSaved(anna)
  await untilSaved(ben)
  await since(anna, 'v1 · 之后改动 3 处')

  // Ben's notice lacks a recipient: that forbids publishing it, and leads to its node.
  await anna.getByRole('button', { name: '发布 3' }).click()
  const dialog = anna.getByRole('dialog')
  await dialog.getByRole('region', { name: '安娜' }).waitFor()
  await dialog.getByRole('region', { name: '检查' }).getByText('没有接收人。').waitFor()
  const submit = dialog.getByRole('button', { name: /^发布 \d 项$/ })
  expect(await submit.isDisabled()).toBe(true)
  expect(await findAxeProblems(anna)).toEqual([])

  // A line without its node cannot go: ticking it takes the node along, and says so.
  await dialog.getByRole('checkbox', { name: '老本' }).uncheck()
  await dialog.getByText('已选 1 / 3').waitFor()
  await dialog.getByRole('checkbox', { name: /^连线「派单」→「通知」$/ }).check()
  await dialog.getByText('连同依赖共选上 2 项').waitFor()
  await dialog.getByText('依赖 新增节点「通知」，须一同发布').waitFor()
  await dialog.getByRole('checkbox', { name: '老本' }).uncheck()
  await dialog.getByText('所选 1 项单独成立，图无死路').waitFor()
  await dialog.getByRole('textbox', { name: '版本名称' }).fill('改名')
  await submit.click()
  await dialog.getByText('v2 已发布').waitFor()
  await dialog.getByText('有 2 项留在草稿里。').waitFor()
  await dialog.getByRole('button', { name: '完成' }).click()

  await ben.getByText('安娜 发布了 v2').waitFor()
  await since(ben, 'v2 · 之后改动 2 处')
  await since(anna, 'v2 · 之后改动 2 处')
})

/** How far a node is from the middle of the canvas, in pixels. */
async function offCenter(page: Page, name: string): Promise<number> {
  const [box, canvas] = await Promise.all([
    node(page, name).boundingBox(),
    page.locator('.fcanvas').boundingBox(),
  ])
  if (!box || !canvas) throw new Error('there is no canvas')
  return Math.hypot(
    box.x + box.width / 2 - canvas.x - canvas.width / 2,
    box.y + box.height / 2 - canvas.y - canvas.height / 2,
  )
}

it('what moves after one has looked is said, and nothing goes out that was not seen', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  await rename(anna, '受理', '接单')
  await untilSaved(anna)
  await anna.getByRole('button', { name: '发布 1' }).click()
  const dialog = anna.getByRole('dialog')
  await dialog.getByText('已选 1 / 1').waitFor()

  await rename(ben, '派单', '派人')
  await untilSaved(ben)
  await dialog.getByText('你看过之后草稿又动了 1 处').waitFor()
  // A refusal is an answer; the browser notes its status.
  screens.expectTrouble(/status of 400/)
  // She publishes all the same: the server refuses, says whose change it was, and she looks again.
  await dialog.getByRole('button', { name: '发布 1 项' }).click()
  await dialog.getByText('没有发布：你看过之后草稿又动了。', { exact: false }).waitFor()
  await dialog.getByText('老本：「派人」的名称').waitFor()
  await dialog.getByText('已选 2 / 2').waitFor()
  // Closed while it is under way, it goes on, and says what came of it.
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await anna.route('**/publish', async (route) => {
    await held
    await route.continue()
  })
  await dialog.getByRole('button', { name: '发布 2 项' }).click()
  await dialog.getByRole('button', { name: '在后台继续' }).click()
  await dialog.waitFor({ state: 'detached' })
  letGo()
  await anna.getByText('v2 已发布').waitFor()
  await since(anna, 'v2 · 没有改动')
})

it('versions are compared in words and on the canvas, and restored as one change that Z takes back', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  await rename(anna, '受理', '接单')
  await node(anna, '派单').click()
  await anna.keyboard.press('Delete')
  await node(anna, '派单').waitFor({ state: 'detached' })
  await untilSaved(anna)
  await since(anna, 'v1 · 之后改动 4 处')

  // The draft against v1: the node that is gone lies there as it was, with a word beside its colour; its lines too.
  await anna.locator('.fsince').click()
  await anna.getByRole('heading', { name: '草稿 与 v1 的差别' }).waitFor()
  await anna.getByText('节点「派单」及其 2 条连线').waitFor()
  await node(anna, '派单').getByText('已删').waitFor()
  await node(anna, '接单').getByText('改', { exact: true }).waitFor()
  expect(await anna.locator('.react-flow__edgelabel-renderer .vtag.removed').count()).toBe(2)
  expect(await findAxeProblems(anna)).toEqual([])
  // Nothing that is looked at can be changed, not even by keys.
  await node(anna, '接单').click()
  await anna.keyboard.press('Delete')
  await anna.getByText('这个节点的改动').waitFor()
  // The next key has been heard, so the one before has been as well.
  await anna.keyboard.press('Escape')
  await anna.getByText('这个节点的改动').waitFor({ state: 'detached' })
  expect(await node(anna, '接单').count()).toBe(1)

  // From a version to a node of the draft: it is brought into the middle.
  await anna.getByRole('button', { name: '发布 4' }).click()
  await anna.getByRole('button', { name: /^到画布上看：.*接单/ }).click()
  await anna.getByRole('complementary', { name: '版本列表' }).waitFor({ state: 'detached' })
  await expect.poll(() => offCenter(anna, '接单')).toBeLessThan(24)
  await button(anna, '版本').click()

  await anna.getByRole('complementary', { name: '版本列表' }).getByRole('button', { name: /^v1/ }).click()
  await anna.getByRole('region', { name: '版本 v1' }).waitFor()
  await node(anna, '受理').waitFor()
  expect(new URL(anna.url()).search).toBe('?version=1&against=none')
  await button(anna, '恢复到草稿').click()
  await anna.getByRole('dialog').getByText('草稿里会改动 4 处：').waitFor()
  // Meanwhile Ben names another node; his change is merged.
  await rename(ben, '完结', '收尾')
  await untilSaved(ben)
  await anna.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click()
  await node(ben, '派单').waitFor()
  await node(ben, '受理').waitFor()
  await untilSaved(anna)
  await anna.keyboard.press('Control+z')
  await node(ben, '接单').waitFor()
  await node(ben, '派单').waitFor({ state: 'detached' })
})

it('who may only read sees the versions by a link, in English, and cannot restore or publish', async () => {
  const address = await drawFlow()
  const page = await come('Vera', { role: 'supervisor', locale: 'en' })
  await page.goto(`${address}?version=1`)
  await page.getByRole('region', { name: 'Version v1' }).getByText('Read only').waitFor()
  await node(page, 'Accept').waitFor()
  expect(await button(page, 'Restore to the draft').count()).toBe(0)
  expect(await button(page, 'Publish').count()).toBe(0)
  await button(page, 'Back to the draft').click()
  await page.locator('.top').getByText('v1 · no changes').waitFor()
  const refused = await page.request.get(`${address}/versions/9`)
  expect([refused.status(), await refused.json()]).toEqual([
    404,
    { ok: false, rejection: { name: 'flow-version-not-found', number: 9 } },
  ])
})

it('a flow from a file takes the place of the draft or begins a new flow; a file that is none says why', async () => {
  const address = await drawFlow()
  const page = await come('安娜')
  await openFlow(page, address)
  const other = starters.find(({ key }) => key === 'appliance-repair')?.graph
  const asFile = (name: string, content: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  })
  const file = page.locator('input[type=file]')
  await file.setInputFiles(asFile('broken.json', { meta: { schema: 9 } }))
  await page.getByText('broken.json 是更新版本的派单导出的').waitFor()

  await file.setInputFiles(asFile('other.json', other))
  await page.getByRole('radio', { name: /^替换草稿/ }).check()
  expect(await findAxeProblems(page)).toEqual([])
  await button(page, '导入').click()
  await page.getByText('草稿已替换为文件里的流程').waitFor()
  await node(page, '受理').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await node(page, '受理').waitFor()
  await untilSaved(page)

  await page.goto(`${server.url}/flows`)
  await button(page, '新建流程').click()
  await page.getByRole('textbox', { name: '名称' }).fill('来自文件')
  await file.setInputFiles(asFile('bad.json', { ...other, nodes: { a: 7 } }))
  await page.getByRole('alert').getByText('bad.json 里的 node a 读不懂').waitFor()
  await file.setInputFiles(asFile('other.json', other))
  await page.getByRole('radio', { name: /^other.json/ }).waitFor()
  await button(page, '新建').click()
  await page.getByRole('heading', { name: '来自文件' }).waitFor()
  await expect
    .poll(() => page.locator('.react-flow__node').count())
    .toBe(Object.keys(other?.nodes ?? {}).length)
})
