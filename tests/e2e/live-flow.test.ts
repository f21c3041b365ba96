import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFlowStanding } from '#db/flow-occupancy.ts'
import { minutes } from '#domain/instant.ts'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { completeFirst, publishTestFlow, startTestTicket } from '#tests/support/running-flow.ts'
import { addVersion } from '#tests/support/published-flow.ts'
import { createScreens } from '#tests/support/screens.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

const come = async (name: string, address: string, locale: 'zh-CN' | 'en' = 'zh-CN') => {
  const { cookie } = await signIn(server.database, { role: 'admin', boardIds: [], name })
  const page = await screens.open({ url: server.url, cookie, locale })
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
  return page
}
const node = (page: Page, name: string) =>
  page.locator('.react-flow__node').filter({ has: page.locator('b', { hasText: new RegExp(`^${name}$`) }) })
const untilSaved = (page: Page) => page.getByRole('status').getByText('已保存').waitFor()

/** The flow of three steps, published, with tickets on the first two. */
async function runFlow() {
  const { database } = server
  const flow = await publishTestFlow(database, threeSteps)
  const boardId = await insertTestBoard(database)
  const start = (steps = 0, dueAt?: number) =>
    startTestTicket(database, {
      ...flow,
      boardId,
      ...(dueAt === undefined ? {} : { dueAt }),
      inputs: Array.from({ length: steps }, () => completeFirst()),
    })
  await start(0)
  await start(1, Date.now() - minutes(42))
  await start(1)
  return { ...flow, boardId, start, address: `${server.url}/flows/${flow.flowId}` }
}

it('[G5] each node shows its tickets, live on two screens; whoever deletes one under them is asked where they go', async () => {
  const { address, start } = await runFlow()
  const anna = await come('安娜', address)
  const ben = await come('老本', address)
  await node(anna, '受理').getByRole('img', { name: '此刻 1 张' }).waitFor()
  await node(ben, '派单').getByRole('img', { name: '此刻 2 张, 超时 1' }).waitFor()
  await node(ben, '派单').getByText('超时 1').waitFor()
  await start(0)
  await node(anna, '受理').getByRole('img', { name: '此刻 2 张' }).waitFor()
  await node(ben, '受理').getByRole('img', { name: '此刻 2 张' }).waitFor()

  // The worst one by name, by the pointer and, with the node selected, in its form.
  await node(anna, '派单').locator('.fring').hover()
  await anna.locator('.popover').getByText('+0:42').waitFor()
  await node(anna, '派单').click({ position: { x: 60, y: 20 } })
  await anna.getByRole('complementary', { name: '节点设置' }).getByText('+0:42').waitFor()

  await anna.keyboard.press('Delete')
  const plan = (page: Page) => page.getByRole('region', { name: /张工单停在改动过的节点上/ })
  const choice = (page: Page) => plan(page).getByRole('combobox', { name: '派单 的工单去向' })
  await plan(anna).getByText('已删除').waitFor()
  expect(await plan(ben).count()).toBe(0)
  const ghost = ben.getByRole('button', { name: /^派单.*草稿已删$/ })
  await ghost.getByText('2 张待安排去向').waitFor()
  await ben.getByText('已从草稿删除，仍有 2 张工单停在这里。').waitFor()

  // One plan for everybody: Ben settles it, Anna sees it, and only Ben can take it back.
  await ghost.click()
  await choice(ben).selectOption({ label: '→ 处理与结算' })
  await expect.poll(() => choice(anna).inputValue()).toBe('settle')
  await ghost.getByText('2 张去 处理与结算').waitFor()
  await untilSaved(ben)
  await ben.getByRole('button', { name: '撤销我的操作' }).click()
  await expect.poll(() => choice(anna).inputValue()).toBe('')
  await anna.getByRole('button', { name: '撤销我的操作' }).click()
  await node(ben, '派单').waitFor()
  await plan(ben).waitFor({ state: 'detached' })
  await plan(anna).waitFor({ state: 'detached' })

  // A line drawn elsewhere is asked about as well.
  const left = await node(anna, '派单').boundingBox()
  const right = await node(anna, '处理与结算').boundingBox()
  if (!left || !right) throw new Error('the nodes have no place')
  await anna.mouse.click((left.x + left.width + right.x) / 2, left.y + left.height / 2)
  await anna.keyboard.press('Delete')
  await plan(anna).getByText('出口已改').waitFor()
})

it('how long tickets stay lies over the canvas on demand', async () => {
  const { address, flowId, start } = await runFlow()
  const { ticketId } = await start(1)
  const page = await come('林薇', address)
  await page.getByRole('button', { name: '停留热度' }).click()
  await page.getByText('这段时间还没有工单走过这个流程。').waitFor()
  await page.getByRole('button', { name: '停留热度' }).click()

  const now = Date.now()
  const stay = (node_id: string, spent: number, was_late = false) => ({
    ...{ ticket_id: ticketId, flow_id: flowId, flow_number: 1, node_id, token_id: 't1', exit: 'done' },
    ...{ entered_at: now - minutes(spent), left_at: now, was_late },
  })
  await server.database.kysely
    .insertInto('node_stay')
    .values([stay('accept', 4), stay('accept', 6), stay('dispatch', 90, true), stay('dispatch', 30)])
    .execute()
  await page.getByRole('button', { name: '停留热度' }).click()
  await node(page, '受理').getByText('0:05 / 0:05').waitFor()
  await node(page, '派单').getByText('1:00 / 1:24').waitFor()
  await node(page, '派单').getByText('50%').waitFor()
  await node(page, '派单').getByRole('img', { name: '第 5 档，共 5 档' }).waitFor()
})

it('[G6] [G8] one rehearses and orders a migration, a colleague sees it; what cannot go says why and is tried again', async () => {
  const { address, flowId } = await runFlow()
  const { graph } = threeSteps
  const { settle } = graph.nodes
  if (!settle) throw new Error('there is no node to settle on')
  await addVersion(server.database, flowId, 2, {
    ...graph,
    nodes: {
      ...Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => id !== 'dispatch')),
      settle: { ...settle, config: { ...settle.config, vacant: { kind: 'wait' } } },
    },
    edges: Object.fromEntries(
      Object.entries(graph.edges)
        .filter(([, { source }]) => source !== 'dispatch')
        .map(([id, edge]) => [id, edge.target === 'dispatch' ? { ...edge, target: 'settle' } : edge]),
    ),
  })
  const anna = await come('安娜', address)
  const ben = await come('老本', address)
  await anna.getByRole('button', { name: '3 张在旧版本' }).click()
  await ben.getByRole('button', { name: '3 张在旧版本' }).click()
  const list = ben.getByRole('region', { name: '迁移记录' })
  await list.getByText('还没有迁移过。').waitFor()

  const formOf = (page: Page) => page.getByRole('region', { name: '新的迁移' })
  const bens = formOf(ben)
  await bens.getByRole('button', { name: '试迁移' }).click()
  await bens.getByRole('status').getByText('留在旧版 2').waitFor()

  // While it is rehearsed nothing else can be chosen: the answer would be about another order.
  const form = formOf(anna)
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await anna.route('**/migrations', async (route) => {
    if (route.request().method() === 'PUT') await held
    await route.continue()
  })
  await form.getByRole('button', { name: '试迁移' }).click()
  await form.getByRole('combobox', { name: '迁到', disabled: true }).waitFor()
  await form.getByRole('checkbox', { name: /^v1/, disabled: true }).waitFor()
  await form.getByRole('combobox', { name: '派单 的工单去向', disabled: true }).waitFor()
  letGo()
  await form.getByRole('status').getByText('原地 1').waitFor()
  await form.getByRole('status').getByText('留在旧版 2').waitFor()
  await form.getByText('该版本没有「派单」').first().waitFor()
  await form.getByRole('button', { name: '迁到 v2…' }).click()
  await form.getByText('把 1 张工单迁到 v2？').waitFor()
  await anna.keyboard.press('Enter')
  await list.getByText('已完成，共 3 张。').waitFor()
  // What Ben rehearsed is of before, and he cannot order it.
  await bens.getByText('试迁移之后，有工单迁走了。请重新试迁移。').waitFor()
  expect(await bens.getByRole('button', { name: '迁到 v2…' }).isDisabled()).toBe(true)

  await list.getByRole('button', { name: '再试一次' }).click()
  await bens.getByRole('status').getByText('留在旧版 2').waitFor()
  await bens.getByRole('combobox', { name: '派单 的工单去向' }).selectOption({ label: '→ 处理与结算' })
  await bens.getByRole('button', { name: '试迁移' }).click()
  await bens.getByText('派单 → 处理与结算').first().waitFor()
  await bens.getByRole('button', { name: '迁到 v2…' }).click()
  await bens.getByRole('button', { name: '迁移 2 张' }).click()
  const first = anna.getByRole('region', { name: '迁移记录' }).getByRole('listitem').first()
  await first.getByText('移动 2').waitFor()
  await first.getByRole('button', { name: '看每张工单' }).click()
  await first.getByText('派单 → 处理与结算').first().waitFor()
  expect(await findAxeProblems(anna)).toEqual([])
  await form.getByText('所有在途工单都在 v2 上。').waitFor()
  await anna.keyboard.press('Escape')
  await node(anna, '处理与结算')
    .getByRole('img', { name: /此刻 2 张/ })
    .waitFor()
  const { rows } = await findFlowStanding(server.database.sql, flowId, Date.now())
  expect(new Set(rows.map(({ version }) => version))).toEqual(new Set([2]))
  // The list of versions, read before they went, does not say that they are still there.
  await anna.getByRole('button', { name: '版本', exact: true }).click()
  await anna.getByRole('button', { name: /^v2.*3 张在办/ }).waitFor()
  expect(await anna.getByRole('button', { name: /^v1/ }).innerText()).not.toContain('在办')
})

it('axe finds nothing serious on it, by day and by night, in both languages', async () => {
  const { address } = await runFlow()
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = await come('林薇', address, locale)
    await page.locator('.fring').first().waitFor()
    await page
      .locator('.react-flow__node')
      .nth(2)
      .click({ position: { x: 60, y: 20 } })
    await page.keyboard.press('Delete')
    await page.locator('.fimpact').waitFor()
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
      expect({ theme, problems: await findAxeProblems(page) }).toEqual({ theme, problems: [] })
    }
    await page.keyboard.press('Control+z')
    await page.locator('.fimpact').waitFor({ state: 'detached' })
    await page
      .getByRole('status')
      .getByText(/已保存|Saved/)
      .waitFor()
  }
})
