import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findAxeProblems } from '#tests/support/axe.ts'
import { openCuttableLine } from '#tests/support/cuttable-line.ts'
import { countNodes, drawThreeSteps, flowNode, openFlow, untilSaved } from '#tests/support/flow-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

type Options = { url?: string; locale?: 'zh-CN' | 'en' }

const come = async (name: string, role: 'admin' | 'supervisor' = 'admin', options: Options = {}) => {
  const { cookie } = await signIn(server.database, { role, boardIds: [], name })
  return screens.open({ url: server.url, cookie, ...options })
}

const drawFlow = async () => `${server.url}/flows/${await drawThreeSteps(server.database)}`
const node = flowNode
const placeOf = (page: Page, name: string) => node(page, name).evaluate((element) => element.style.transform)
const nameField = (page: Page) => page.getByRole('textbox', { name: '中文' })

it('a flow is made from a starter, opened, renamed, and put away', async () => {
  const page = await come('林薇')
  await page.goto(`${server.url}/boards`)
  await page.getByRole('link', { name: '流程' }).click()
  await page.getByText('还没有流程').waitFor()
  await page.getByRole('button', { name: '新建流程' }).click()
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.getByRole('dialog').getByText('请填写名称，最多 60 个字。').waitFor()
  await page.getByRole('textbox', { name: '名称' }).fill('家电维修')
  await page.getByRole('radio', { name: /^家电维修/ }).check()
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await node(page, '上门检修').waitFor()
  await untilSaved(page)

  await page.getByRole('button', { name: '改名' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('家电维修 · 上海')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('heading', { name: '家电维修 · 上海' }).waitFor()
  await untilSaved(page)

  await page.getByRole('link', { name: '流程' }).last().click()
  await page.getByRole('link', { name: '家电维修 · 上海' }).waitFor()
  await page.getByRole('button', { name: '归档: 家电维修 · 上海' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '归档' }).click()
  await page.getByText('还没有流程').waitFor()
})

it('two people draw at once, see each other, and each takes back only what is theirs', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  await anna.getByText('2 人在编辑').waitFor()
  const all = await countNodes(anna)

  // Ben puts a node behind one; Anna sees it and gives it a name, and Ben sees that.
  await node(ben, '派单').click()
  await ben.getByRole('button', { name: '通知' }).click()
  await expect.poll(() => countNodes(anna)).toBe(all + 1)
  await node(anna, '通知').click()
  await anna.getByRole('textbox', { name: '名称' }).fill('提醒班组长')
  await node(ben, '提醒班组长').waitFor()
  await untilSaved(anna)

  // Anna has the form open and is typing in it: Ben is told before he deletes, and finds that part locked.
  await node(ben, '提醒班组长').click()
  await ben.getByText('安娜 正在填写').waitFor()
  await ben.keyboard.press('Delete')
  await ben.getByRole('dialog').getByText('安娜 正在编辑这里').waitFor()
  await ben.getByRole('button', { name: '仍然删除' }).click()
  await expect.poll(() => countNodes(anna)).toBe(all)

  // Ben takes his deletion back; what Anna wrote is there again. Anna's own undo takes her words back, not Ben's node.
  await ben.getByRole('button', { name: '撤销我的操作' }).click()
  await node(anna, '提醒班组长').waitFor()
  await untilSaved(ben)
})

it('a node is dragged, moved by keys, and put back', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  const before = await placeOf(ben, '受理')
  const box = await node(anna, '受理').boundingBox()
  if (!box) throw new Error('the node has no place')
  await anna.mouse.move(box.x + 60, box.y + 20)
  await anna.mouse.down()
  await anna.mouse.move(box.x + 260, box.y + 20, { steps: 8 })
  // The others see the node on its way, though nothing is written yet.
  await expect.poll(() => placeOf(ben, '受理')).not.toBe(before)
  expect(await anna.getByRole('button', { name: '撤销我的操作' }).isDisabled()).toBe(true)
  await anna.mouse.up()
  await untilSaved(anna)
  const dropped = await placeOf(anna, '受理')
  await expect.poll(() => placeOf(ben, '受理')).toBe(dropped)

  await anna.keyboard.press('ArrowDown')
  await expect.poll(() => placeOf(ben, '受理')).not.toBe(dropped)
  await anna.keyboard.press('Control+z')
  await expect.poll(() => placeOf(ben, '受理')).toBe(dropped)
  await anna.keyboard.press('Control+z')
  await expect.poll(() => placeOf(ben, '受理')).toBe(before)
})

it('a sample ticket walks through the draft, while a colleague goes on drawing', async () => {
  const address = await drawFlow()
  const anna = await come('安娜')
  const ben = await come('老本')
  await openFlow(anna, address)
  await openFlow(ben, address)
  await anna.getByRole('button', { name: '试运行' }).click()
  const panel = anna.getByRole('complementary', { name: '试运行' })
  await panel.getByRole('button', { name: '开始' }).click()
  await node(anna, '受理').locator('[data-run=here]').waitFor()
  await panel.getByRole('button', { name: '完成' }).click()
  await node(anna, '派单').locator('[data-run=here]').waitFor()
  await node(anna, '受理').locator('[data-run=passed]').waitFor()
  expect(await anna.locator('.react-flow__edge path.lit').count()).toBe(2)
  expect(await ben.locator('[data-run]').count()).toBe(0)
  await panel.getByRole('button', { name: '退回一步' }).click()
  await node(anna, '受理').locator('[data-run=here]').waitFor()

  // The run goes on as it began, and says that the draft is another one now; a broken draft says why it cannot be run.
  await ben.getByRole('button', { name: '计时' }).click()
  await panel.getByText('草稿已经变了，试运行仍按开始时的样子走。').waitFor()
  await panel.getByRole('button', { name: '完成' }).click()
  await node(anna, '派单').locator('[data-run=here]').waitFor()
  await panel.getByRole('button', { name: '从头再来' }).first().click()
  await panel.getByText('草稿还不能走，先处理这些问题：').waitFor()
  await panel.getByRole('button', { name: '关闭试运行' }).click()
  await expect.poll(() => anna.locator('[data-run]').count()).toBe(0)
})

it('every line is drawn, and stays', async () => {
  const page = await come('林薇')
  await openFlow(page, await drawFlow())
  const lines = page.locator('.react-flow__edge-path')
  await expect.poll(() => lines.count()).toBe(4)
  await node(page, '受理').hover()
  await page.mouse.move(10, 500)
  expect(await lines.count()).toBe(4)
})

it('keys in the form are the form’s, and Shift makes again what Ctrl+Z took back', async () => {
  const page = await come('林薇')
  await openFlow(page, await drawFlow())
  const all = await countNodes(page)
  await node(page, '受理').click()
  const before = await placeOf(page, '受理')
  const inspector = page.getByRole('complementary', { name: '节点设置' })
  await inspector
    .getByRole('radio', { name: /: 只读$/ })
    .first()
    .focus()
  await page.keyboard.press('ArrowRight')
  const chosen = inspector.getByRole('radio', { name: /: 可改$/ }).first()
  await expect.poll(() => chosen.isChecked()).toBe(true)
  await page.keyboard.press('Delete')
  await inspector.getByRole('button', { name: '添加' }).first().focus()
  await page.keyboard.press('Backspace')
  expect(await countNodes(page)).toBe(all)
  expect(await placeOf(page, '受理')).toBe(before)

  await page.keyboard.press('Control+z')
  await expect.poll(() => chosen.isChecked()).toBe(false)
  await page.keyboard.press('Control+Shift+Z')
  await expect.poll(() => chosen.isChecked()).toBe(true)
})

it('what is drawn without a line is merged when the line is back', async () => {
  // A browser writes a line of its own for every connection that fails; nobody else writes any.
  screens.expectTrouble(/WebSocket connection to .* failed|net::ERR_/)
  const address = await drawFlow()
  const { pathname } = new URL(address)
  const line = await openCuttableLine(server.url)
  const anna = await come('安娜', 'admin', { url: line.url })
  const ben = await come('老本')
  await openFlow(anna, line.url + pathname)
  await openFlow(ben, address)
  await anna.getByText('2 人在编辑').waitFor()
  const all = await countNodes(anna)

  line.setOpen(false)
  await anna.getByText(/离线编辑中/).waitFor()
  await anna.getByRole('button', { name: '计时' }).click()
  await expect.poll(() => countNodes(anna)).toBe(all + 1)
  await anna.getByText(/离线编辑中，[1-9]\d* 处待同步/).waitFor()
  await ben.getByRole('button', { name: 'Webhook' }).click()
  await untilSaved(ben)
  expect(await countNodes(ben)).toBe(all + 1)

  line.setOpen(true)
  await untilSaved(anna)
  await expect.poll(() => countNodes(anna)).toBe(all + 2)
  await expect.poll(() => countNodes(ben)).toBe(all + 2)
  await line.close()
})

it('a problem leads to its node; a guard is completed as it is typed, and says what it means', async () => {
  const page = await come('林薇')
  await openFlow(page, await drawFlow())
  await page.getByRole('button', { name: '条件' }).click()
  await page.getByRole('button', { name: /条件没有任何分支/ }).waitFor()
  await page.getByRole('complementary', { name: '节点设置' }).getByRole('button', { name: '添加' }).click()
  const guard = page.getByRole('combobox', { name: '分支 1 的条件' })
  await guard.fill('prio')
  await page.getByRole('option', { name: /priority/ }).click()
  await guard.pressSequentially('<= 2')
  await page
    .getByText(/优先级/)
    .first()
    .waitFor()
  await guard.fill('priorty <= 2')
  await page.getByText('没有字段「priorty」，是不是「priority」？').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.react-flow__pane').click({ position: { x: 300, y: 20 } })
  await page.getByRole('button', { name: /没有字段/ }).click()
  await guard.waitFor()
})

it('a team that comes while the flow is open can be chosen, and the node says its name', async () => {
  const page = await come('林薇')
  await openFlow(page, await drawFlow())
  await server.database.sql`insert into team (id, name, changed_at)
    values (${randomUUID()}, '浦东班', now())`
  await node(page, '受理').click()
  const who = page.getByRole('combobox', { name: '由谁' })
  await who.getByRole('option', { name: '班组' }).waitFor({ state: 'attached' })
  await who.selectOption('team')
  await node(page, '受理').getByText('浦东班').waitFor()
})

it('nodes are copied from one flow to another', async () => {
  const from = await come('林薇')
  await openFlow(from, await drawFlow())
  const all = await countNodes(from)
  await from.keyboard.press('Control+a')
  await from.keyboard.press('Control+d')
  // All but the start, for a flow has one.
  await expect.poll(() => countNodes(from)).toBe(all + all - 1)
})

it('a supervisor looks and cannot change', async () => {
  const page = await come('沈佳怡', 'supervisor')
  await openFlow(page, await drawFlow())
  await page.getByText('只读').waitFor()
  const all = await countNodes(page)
  await node(page, '受理').click()
  await nameField(page).waitFor()
  expect(await nameField(page).isDisabled()).toBe(true)
  await page.keyboard.press('Delete')
  expect(await countNodes(page)).toBe(all)
  expect(await page.getByRole('button', { name: '任务', exact: true }).count()).toBe(0)
})

it('axe finds nothing serious on it, by day and by night, in both languages', async () => {
  const address = await drawFlow()
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = await come('林薇', 'admin', { locale })
    await page.goto(`${server.url}/flows`)
    await page.getByRole('link', { name: '三步' }).first().waitFor()
    expect(await findAxeProblems(page)).toEqual([])
    await openFlow(page, address)
    await page.locator('.react-flow__node').nth(1).click()
    await page.locator('.finspector-form').waitFor()
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
      expect({ theme, problems: await findAxeProblems(page) }).toEqual({ theme, problems: [] })
    }
  }
})
