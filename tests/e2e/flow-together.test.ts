import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { applyUpdate, applyUpdateV2, Doc } from 'yjs'
import { readFlowJson } from '#contract/flow-draft.ts'
import { findDocumentAfter } from '#db/flow-documents.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { openCuttableLine } from '#tests/support/cuttable-line.ts'
import {
  countNodes,
  drawThreeSteps,
  flowNode as node,
  openFlow,
  readCanvas,
  untilSaved,
} from '#tests/support/flow-page.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

const come = async (name: string, url = server.url) => {
  const { cookie } = await signIn(server.database, { role: 'admin', boardIds: [], name })
  return screens.open({ url, cookie })
}
const add = (page: Page, kind: string) =>
  page.getByRole('complementary', { name: '节点库' }).getByRole('button', { name: kind, exact: true }).click()
const showAll = (page: Page) => page.getByRole('button', { name: '显示全部' }).click()
const undo = (page: Page) => page.getByRole('button', { name: '撤销我的操作' }).click()

/** Where every node of the stored document lies. */
async function readStored(flowId: string): Promise<Record<string, string>> {
  const doc = new Doc()
  for (const { isSnapshot, bytes } of await findDocumentAfter(server.database.sql, flowId, -1))
    (isSnapshot ? applyUpdateV2 : applyUpdate)(doc, bytes)
  const parsed = parseGraph(readFlowJson(doc))
  if (!parsed.ok) throw new Error(parsed.path)
  return Object.fromEntries(
    Object.entries(parsed.graph.nodes)
      .map(([id, { pos }]): [string, string] => [id, `translate(${pos[0]}px, ${pos[1]}px)`])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

it('four draw, delete, undo, and one of them without a line: in the end all see what is stored', async () => {
  // A browser writes a line of its own for every connection that fails; nobody else writes any.
  screens.expectTrouble(/WebSocket connection to .* failed|net::ERR_/)
  const flowId = await drawThreeSteps(server.database)
  const line = await openCuttableLine(server.url)
  onTestFinished(() => line.close())
  const [anna, ben, chen, dora] = [
    await come('安娜'),
    await come('老本'),
    await come('陈晨'),
    await come('朵拉', line.url),
  ]
  for (const page of [anna, ben, chen]) await openFlow(page, `${server.url}/flows/${flowId}`)
  await openFlow(dora, `${line.url}/flows/${flowId}`)
  await anna.getByText('4 人在编辑').waitFor()
  const all = Object.keys(threeSteps.graph.nodes).length
  await Promise.all([anna, dora].map((page) => expect.poll(() => countNodes(page)).toBe(all)))

  line.setOpen(false)
  await dora.getByText(/离线编辑中/).waitFor()
  // All at once: three put a node there, the fourth, whom nobody hears, deletes one and puts another there.
  await Promise.all([
    add(anna, '计时'),
    add(ben, 'Webhook'),
    add(chen, '通知'),
    node(dora, '派单')
      .click()
      .then(() => dora.keyboard.press('Delete'))
      .then(() => add(dora, '子工单')),
  ])
  await Promise.all([anna, ben, chen].map((page) => expect.poll(() => countNodes(page)).toBe(all + 3)))
  await node(dora, '子工单').waitFor()
  await node(dora, '派单').waitFor({ state: 'detached' })
  expect(await countNodes(dora)).toBe(all)
  // What was put there may have taken the view along.
  await Promise.all([ben, chen].map(showAll))
  await node(ben, '受理').click()
  await ben.keyboard.press('Delete')
  await node(chen, '处理与结算').click()
  await chen.keyboard.press('ArrowDown')
  await expect.poll(() => countNodes(anna)).toBe(all + 2)

  // Each undo takes back what is one's own, though others have gone on since.
  await undo(anna)
  await expect.poll(() => node(chen, '计时').count()).toBe(0)
  await undo(ben)
  await node(anna, '受理').waitFor()
  expect(await node(anna, 'Webhook').count()).toBe(1)

  line.setOpen(true)
  const everybody = [anna, ben, chen, dora]
  await Promise.all(everybody.map((page) => node(page, '子工单').waitFor()))
  await Promise.all(everybody.map(untilSaved))
  await expect
    .poll(async () => {
      const seen = await Promise.all(everybody.map(readCanvas))
      return seen.every((one) => isDeepStrictEqual(one, seen[0]))
    })
    .toBe(true)
  const seen = await readCanvas(anna)
  const stored = await readStored(flowId)
  expect(Object.keys(seen)).toEqual(Object.keys(stored))
  for (const [id, place] of Object.entries(stored)) expect(seen[id]).toContain(place)
  // Two of them had put theirs on one spot.
  expect(new Set(Object.values(stored)).size).toBe(Object.keys(stored).length)
  const names = Object.values(seen).map((text) => text.slice(text.lastIndexOf(' ') + 1))
  expect(names.sort()).toEqual(['Webhook', '受理', '处理与结算', '完结', '新工单', '通知', '子工单'].sort())
})

it('a flow is drawn from nothing, and published', async () => {
  const page = await come('林薇')
  await page.goto(`${server.url}/flows`)
  await page.getByRole('button', { name: '新建流程' }).first().click()
  await page.getByRole('textbox', { name: '名称' }).fill('上门')
  await page.getByRole('radio', { name: /^空白流程/ }).check()
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await node(page, '新工单').click()
  const form = page.getByRole('complementary', { name: '节点设置' })
  await add(page, '任务')
  await form.getByRole('textbox', { name: '名称' }).fill('受理')
  await form.getByRole('combobox', { name: '由谁' }).selectOption('role')
  await add(page, '审批')
  await form.getByRole('textbox', { name: '名称' }).fill('验收')
  await form.getByRole('combobox', { name: '由谁' }).selectOption('rule')
  await form.getByRole('combobox', { name: '情况 1 的条件' }).fill('priority <= 2')
  await form.getByRole('combobox', { name: '由谁' }).selectOption('last-handler')
  await add(page, '结束')

  // Both answers end it: the second line is drawn by hand, from one node to the other.
  const [from, to] = [await node(page, '验收').boundingBox(), await node(page, '结束').boundingBox()]
  if (!from || !to) throw new Error('a node has no place')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.move(from.x + from.width, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 })
  await page.mouse.up()
  await page.getByText('没有问题。').waitFor()
  await untilSaved(page)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^发布/ }).click()
  await dialog.getByText('v1 已发布').waitFor()
})

it('lines are reached and deleted by keys', async () => {
  const page = await come('林薇')
  await openFlow(page, `${server.url}/flows/${await drawThreeSteps(server.database)}`)
  const lines = page.locator('.react-flow__edge')
  await expect.poll(() => lines.count()).toBe(4)
  // The lines come right behind the last kind of node.
  await page.getByRole('button', { name: '计时', exact: true }).focus()
  await page.keyboard.press('Tab')
  // A line straight down has no width, and counts as hidden.
  await page.locator('.react-flow__edge.selected').waitFor({ state: 'attached' })
  await page.getByRole('complementary', { name: '节点设置' }).getByRole('heading', { name: '连线' }).waitFor()
  await page.keyboard.press('Delete')
  await expect.poll(() => lines.count()).toBe(3)
})
