import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#domain/actor.ts'
import { draw } from '#domain/flow-graph/starters/draw.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { findAxeProblems } from '#tests/support/axe.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { openBoard } from '#tests/support/board-page.ts'
import { publishGraph } from '#tests/support/published-flow.ts'
import { createScreens } from '#tests/support/screens.ts'
import { commandOn } from '#tests/support/send-command.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

const screens = createScreens()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ pages: true })
})
afterAll(() => server.close())

const graph = draw(
  { 'zh-CN': '先查后审', en: 'Check, then review' },
  {
    start: ['start', 0, 0, { name: 'start' }],
    check: [
      'task',
      1,
      0,
      {
        ...{ name: '现场核对', stage: 'to-dispatch', handler: { kind: 'role', role: 'dispatcher' } },
        ...{ 'operations.transfer': true, 'rights.form.fault': 'required', 'rights.form.photos': 'required' },
      },
    ],
    tell: [
      'notify',
      2,
      0,
      { name: 'tell', to: { kind: 'role', role: 'supervisor' }, channel: 'app', text: '有一张工单等您审核' },
    ],
    review: [
      'approval',
      3,
      0,
      {
        ...{ name: '主管审核', stage: 'waiting', handler: { kind: 'role', role: 'supervisor' } },
        ...{ 'operations.return': true, 'rights.form.fault': 'read', 'rights.form.photos': 'read' },
      },
    ],
    end: ['end', 4, 0, { name: '完结' }],
  },
  [
    ['start', 'done', 'check'],
    ['check', 'done', 'tell'],
    ['tell', 'done', 'review'],
    ['review', 'approved', 'end'],
    ['review', 'rejected', 'check'],
  ],
)

async function come(boardId: string, role: Role, name: string) {
  const { database, url } = server
  const { cookie } = await signIn(database, { role, boardIds: [boardId], name })
  return openBoard(screens, { url, cookie, boardId, cardsOnly: true })
}

const panel = (page: Page) => page.getByRole('region', { name: '流程', exact: true })

it('an administrator chooses the flow of a board; two people take a ticket along it, back and to its end', async () => {
  const { database, url } = server
  const boardId = await insertTestBoard(database)
  const flowId = await publishGraph(database, graph)
  const admin = await signIn(database, { role: 'admin', boardIds: [] })
  const boards = await screens.open({ url, cookie: admin.cookie })
  await boards.goto(`${url}/boards`)
  const flowOf = (name: string) => boards.getByRole('button', { name: `「Test board」的流程：${name}` })
  await flowOf('标准流程').click()
  await boards.getByRole('menuitemcheckbox', { name: `${flowId} v1` }).click()
  await flowOf(flowId).waitFor()
  await boards.context().close()
  const [board] = await database.sql`select flow_id from board where id = ${boardId}`
  expect(board).toEqual({ flow_id: flowId })

  const ticket = newTicket({ title: '冰箱漏水' })
  const { ticketId } = ticket
  const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
  const desk = { kind: 'engine', id: crypto.randomUUID(), name: '前台', boardId } as const
  expect(await runCommand(desk, commandOn(boardId, 'createTicket', ticket))).toMatchObject({ ok: true })
  const [ana, ben] = await Promise.all([
    come(boardId, 'dispatcher', '孙悦'),
    come(boardId, 'supervisor', '王磊'),
  ])

  // What is missing is said in words and beside each field, and the first of them has the focus.
  await ana.card(ticketId).click()
  const anas = panel(ana.page)
  await anas.getByRole('button', { name: '完成' }).click()
  await anas.getByText('还有 2 项必填：故障原因、现场照片。').waitFor()
  expect(await anas.getByLabel('故障原因').evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await findAxeProblems(ana.page)).toEqual([])
  await anas.getByLabel('故障原因').fill('门封老化')
  await anas.getByLabel('现场照片').fill('https://example.com/1.jpg')
  await anas.getByLabel('现场照片').press('Enter')
  await anas.getByRole('link', { name: 'https://example.com/1.jpg' }).waitFor()
  await anas.getByRole('button', { name: '完成' }).click()
  await ben.untilIn(ticketId, 'waiting')
  await anas.getByText('等主管处理').waitFor()
  expect(await anas.getByRole('button').count()).toBe(0)

  // The bell has heard of it; a key opens the steps, and what needs an answer is asked in the drawer.
  await ben.page.getByRole('button', { name: '消息，1 条未读' }).waitFor()
  await ben.card(ticketId).focus()
  await ben.page.keyboard.press('s')
  await ben.page.getByRole('menuitem', { name: '主管审核：退回…' }).click()
  const giveBack = ben.page.getByRole('dialog', { name: '退回「主管审核」' })
  await giveBack.getByRole('radio', { name: '现场核对' }).waitFor()
  await giveBack.getByLabel('原因（可不填）').fill('照片看不清')
  await giveBack.getByRole('button', { name: '退回' }).click()
  await ana.untilIn(ticketId, 'to-dispatch')
  await ana.drawer.getByText('照片看不清').waitFor()

  await anas.getByRole('button', { name: '转交…' }).click()
  const handOn = ana.page.getByRole('dialog', { name: '转交「现场核对」' })
  await handOn.getByRole('button', { name: '转交' }).click()
  await handOn.getByText('请选择转交给谁。').waitFor()
  await handOn.getByRole('radio', { name: '王磊' }).check()
  await handOn.getByRole('button', { name: '转交' }).click()
  await anas.getByText('等王磊处理').waitFor()

  // What was filled in is still there, so that the menu at the card is enough.
  await ben.page.keyboard.press('Escape')
  await ben.card(ticketId).click({ button: 'right' })
  await ben.page.getByRole('menuitem', { name: '流程步骤' }).click()
  await ben.page.getByRole('menuitem', { name: '现场核对：完成' }).click()
  await ana.untilIn(ticketId, 'waiting')
  await ben.page.getByText('「现场核对」：完成').first().waitFor()

  await ben.card(ticketId).click()
  const bens = panel(ben.page)
  await bens.getByText('门封老化').waitFor()
  await bens.getByLabel('意见（可不填）').fill('可以换新')
  await bens.getByRole('button', { name: '同意', exact: true }).click()
  await ana.untilIn(ticketId, 'closed')
  await ana.drawer.getByText('可以换新').waitFor()
})
